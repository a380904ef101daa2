import { Configuration, ProviderChoice } from '@app/config';
import { systemClock } from '@app/core';
import type { Clock, SpeechPart, SynthesisRequest, TextToSpeech } from '@app/core';
import { azureTts } from '@app/speech';
import { testScope } from '@app/testing';
import type { AzureEmulator } from '../../../../apps/azure-emulator/src/emulator';

export interface MouthsWanted {
  readonly clock?: Clock;
  readonly environment?: Readonly<Record<string, string>>;
  readonly warn?: (message: string) => void;
}

/** The voice as the service makes it from its environment, speaking by the emulator; no connection waits unless asked. */
export async function azureMouths(emulator: AzureEmulator, wanted: MouthsWanted = {}): Promise<TextToSpeech> {
  const configuration = Configuration.load([ProviderChoice, azureTts.settings], {
    AZURE_SPEECH_KEY: 'key',
    AZURE_SPEECH_ENDPOINT: emulator.speechHost,
    AZURE_SPEECH_POOL_MIN: '0',
    ...wanted.environment,
  });
  const create = await azureTts.load();
  return create(configuration.get(azureTts.settings), {
    clock: wanted.clock ?? systemClock,
    phrases: [],
    warn: wanted.warn ?? (() => undefined),
  });
}

/** A busy machine is no fault of the service. */
export const patient = {
  AZURE_TTS_CONNECT_MS: '60000',
  AZURE_TTS_FIRST_BYTE_MS: '60000',
  AZURE_TTS_STALL_MS: '60000',
};

export const sentence: SynthesisRequest = {
  text: 'One two three, four five six; seven eight nine. Ten!',
  language: 'en-US',
  voice: null,
  sampleRate: 8000,
};

/** What came of one text. */
export interface Spoken {
  readonly words: string[];
  /** ms of sound. */
  audioMs: number;
  readonly pcm: Int16Array[];
  error: unknown;
}

/** Speaks and listens to the end. */
export async function speak(
  tts: TextToSpeech,
  change: Partial<SynthesisRequest> = {},
  onPart: (part: SpeechPart, abort: () => void) => void = () => undefined,
): Promise<Spoken> {
  const { scope, abort } = testScope();
  const spoken: Spoken = { words: [], audioMs: 0, pcm: [], error: null };
  try {
    for await (const part of tts.synthesize({ ...sentence, ...change }, scope)) {
      if (part.type === 'word') spoken.words.push(part.text);
      else if (part.type === 'pcm') {
        spoken.pcm.push(part.frame.pcm);
        spoken.audioMs += (part.frame.pcm.length * 1000) / part.frame.sampleRate;
      }
      onPart(part, abort);
    }
  } catch (error) {
    spoken.error = error;
  }
  return spoken;
}
