import { azureOpenAiReplies, openAiReplies, scriptReplies, simulatedReplies } from '@app/ai';
import {
  azureStt,
  azureTts,
  embeddedStt,
  embeddedTts,
  sherpaStt,
  sherpaTts,
  simulatedStt,
  simulatedTts,
} from '@app/speech';

/** Every speech and reply provider there is: one folder, one line. Each is loaded only when it is chosen. */
export const providers = {
  stt: [embeddedStt, azureStt, sherpaStt, simulatedStt],
  ai: [scriptReplies, azureOpenAiReplies, openAiReplies, simulatedReplies],
  tts: [embeddedTts, azureTts, sherpaTts, simulatedTts],
} as const;
