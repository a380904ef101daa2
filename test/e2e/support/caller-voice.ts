import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesFromPcm, mixToMono, parseWav, resample } from '@app/audio';
import type { CallClient } from '@app/client';
import { noDeadline, systemClock } from '@app/core';
import type { CallId, TextToSpeech } from '@app/core';
import { embeddedTts } from '@app/speech';

const RATE = 16_000;

/** Callers who are no recordings: any sentence, in a synthetic voice. */
export class CallerVoice {
  private constructor(private readonly tts: TextToSpeech) {}

  static async create(): Promise<CallerVoice> {
    const create = await embeddedTts.load();
    const context = { clock: systemClock, phrases: [], warn: () => undefined };
    return new CallerVoice(await create(new embeddedTts.settings(), context));
  }

  /** 16 kHz. */
  async say(text: string, voice = 'rms'): Promise<Int16Array> {
    const scope = { callId: 'voice' as CallId, signal: new AbortController().signal, deadline: noDeadline };
    const samples: Int16Array[] = [];
    let rate = RATE;
    for await (const part of this.tts.synthesize(
      { text, language: 'en-US', voice, sampleRate: RATE },
      scope,
    )) {
      if (part.type !== 'pcm') continue;
      samples.push(part.frame.pcm);
      rate = part.frame.sampleRate;
    }
    return resample(Int16Array.from(samples.flatMap(each => [...each])), rate, RATE);
  }

  close(): Promise<void> {
    return this.tts.close();
  }
}

/** A recording of test/audio, 16 kHz. */
export function recording(file: string): Int16Array {
  const { pcm, channels, sampleRate } = parseWav(readFileSync(join(__dirname, '../../audio', file)));
  return resample(mixToMono(pcm, channels), sampleRate, RATE);
}

export const silence = (ms: number, rate = RATE): Int16Array => new Int16Array((ms * rate) / 1000);

/** Sends sound as fast as it goes: the service counts time in samples. */
export function send(call: CallClient, pcm: Int16Array, rate = RATE): void {
  const piece = rate / 10;
  for (let from = 0; from < pcm.length; from += piece)
    call.sendAudio(bytesFromPcm(pcm.slice(from, from + piece)));
}

/** Half a second of silence, the words, and enough silence for the turn to end. */
export function speak(call: CallClient, pcm: Int16Array, rate = RATE): void {
  send(call, silence(500, rate), rate);
  send(call, pcm, rate);
  send(call, silence(600, rate), rate);
}
