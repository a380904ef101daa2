import type { StageName } from '@app/core';

/** What an operator can change where a stage is slow, in the order in which it is worth trying. */
const ADVICE: Readonly<Partial<Record<StageName, string>>> = {
  audio_preprocessing:
    'The processor is short of time: fewer calls an instance (MAX_CONNECTIONS), a cheaper VAD_ENGINE, or processing stages with less to do.',
  speech_to_text:
    'Use a recogniser nearer to the service (AZURE_SPEECH_REGION) or a faster one first in STT_PROVIDER; fewer calls an instance where it is the embedded one (EMBEDDED_MAX_CALLS).',
  ai_generation:
    'Use a faster model or a nearer deployment, name a second resource to be asked when the first is late (AZURE_OPENAI_RESOURCES), shorten the instructions, and let answers be begun earlier (SPECULATION_MAX_PER_TURN).',
  text_to_speech:
    'Keep more sentences in the cache (CACHE_MAX_SIZE_TTS, CACHE_TTL_TTS_AUDIO, CACHE_PRELOADING_ENABLED), or use a voice nearer to the service (AZURE_SPEECH_REGION).',
};

const NO_STAGE =
  'No stage by itself is over its target: the time goes between them. Look at the event loop and at the turns in progress (details.event_loop, details.capacity), and give an instance fewer calls.';

export const adviceFor = (stage: string): string =>
  Object.entries(ADVICE).find(([name]) => name === stage)?.[1] ?? NO_STAGE;
