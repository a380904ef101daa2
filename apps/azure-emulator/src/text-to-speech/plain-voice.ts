import type { Millis } from '@app/core';
import { atSpeakingPace } from '../words/word-pace';
import type { TimedWord } from '../words/word-pace';
import type { Speech, Voice } from './voice';

const SAMPLE_RATE = 24_000;
/** After the last word, as voices do. */
const TAIL_MS: Millis = 100;
const TONE_HZ = 440;
const AMPLITUDE = 8000;
/** Each word's tone swells and fades, so that it does not click. */
const FADE_SAMPLES = 120;

/** Says nothing, or hums a tone for each word, for as long as it would take to say it. Costs next to nothing. */
export class PlainVoice implements Voice {
  constructor(private readonly kind: 'tone' | 'silence') {}

  speak(text: string): Promise<Speech> {
    const words = atSpeakingPace(text);
    const pcm = new Int16Array(samplesOf((words.at(-1)?.endMs ?? 0) + TAIL_MS));
    if (this.kind === 'tone') for (const word of words) hum(pcm, word);
    return Promise.resolve({ pcm, sampleRate: SAMPLE_RATE, words });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function hum(pcm: Int16Array, { startMs, endMs }: TimedWord): void {
  const from = samplesOf(startMs);
  const to = samplesOf(endMs);
  for (let i = from; i < to; i++) {
    const fade = Math.min(1, (i - from) / FADE_SAMPLES, (to - i) / FADE_SAMPLES);
    pcm[i] = AMPLITUDE * fade * Math.sin((2 * Math.PI * TONE_HZ * i) / SAMPLE_RATE);
  }
}

const samplesOf = (ms: Millis): number => Math.round((ms * SAMPLE_RATE) / 1000);
