import { noDeadline } from '@app/core';
import type { CallId, TextToSpeech } from '@app/core';
import type { EmulatorProcess } from './emulator-process';
import { azureVoice } from './providers';

const TIMES = 100;

/** From the request to the first sound, ms. */
export interface PoolTimes {
  /** Each text opens a connection. */
  readonly cold: readonly number[];
  /** Each text finds one open. */
  readonly warm: readonly number[];
}

export async function measurePool(emulator: EmulatorProcess): Promise<PoolTimes> {
  const cold: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const voice = await azureVoice({ ...emulator.environment, AZURE_SPEECH_POOL_MIN: '0' });
    cold.push(await firstSoundMs(voice));
    await voice.close();
  }
  const warm: number[] = [];
  const voice = await azureVoice({ ...emulator.environment, AZURE_SPEECH_POOL_MIN: '1' });
  await firstSoundMs(voice);
  for (let i = 0; i < TIMES; i++) warm.push(await firstSoundMs(voice));
  await voice.close();
  return { cold, warm };
}

/** Of a sentence that is heard to its end. */
async function firstSoundMs(voice: TextToSpeech): Promise<number> {
  const scope = { callId: 'pool' as CallId, signal: new AbortController().signal, deadline: noDeadline };
  const request = { text: 'Certainly.', language: 'en-US', voice: null, sampleRate: 16_000 };
  const begunAt = performance.now();
  let first = NaN;
  for await (const part of voice.synthesize(request, scope)) {
    if (part.type !== 'word' && Number.isNaN(first)) first = performance.now() - begunAt;
  }
  return first;
}
