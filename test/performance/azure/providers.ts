import { azureOpenAiReplies } from '@app/ai';
import { Configuration, ProviderChoice } from '@app/config';
import { systemClock } from '@app/core';
import type { ProviderDescriptor, ProviderPorts, ReplyEngine, SpeechToText, TextToSpeech } from '@app/core';
import { azureStt, azureTts } from '@app/speech';

/** The three of Azure, as the service makes them from its environment. */
export interface AzureProviders {
  readonly speechToText: SpeechToText;
  readonly replyEngine: ReplyEngine;
  readonly textToSpeech: TextToSpeech;
  close(): Promise<void>;
}

export async function azureProviders(environment: Readonly<Record<string, string>>): Promise<AzureProviders> {
  const [speechToText, replyEngine, textToSpeech] = await Promise.all([
    made(azureStt, environment),
    made(azureOpenAiReplies, environment),
    azureVoice(environment),
  ]);
  const close = async (): Promise<void> => {
    await Promise.all([speechToText.close(), replyEngine.close(), textToSpeech.close()]);
  };
  return { speechToText, replyEngine, textToSpeech, close };
}

export const azureVoice = (environment: Readonly<Record<string, string>>): Promise<TextToSpeech> =>
  made(azureTts, environment);

async function made<Kind extends 'stt' | 'ai' | 'tts', Settings extends object>(
  descriptor: ProviderDescriptor<Kind, Settings>,
  environment: Readonly<Record<string, string>>,
): Promise<ProviderPorts[Kind]> {
  const configuration = Configuration.load([ProviderChoice, descriptor.settings], environment);
  const make = await descriptor.load();
  const warn = (message: string): void => void process.stderr.write(`${message}\n`);
  return make(configuration.get(descriptor.settings), { clock: systemClock, phrases: [], warn });
}
