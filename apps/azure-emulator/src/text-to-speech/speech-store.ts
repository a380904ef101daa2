import { Mp3PartEncoder, bytesFromPcm, encodeAlaw, encodeMulaw, resample } from '@app/audio';
import type { Millis } from '@app/core';
import type { TimedWord } from '../words/word-pace';
import type { OutputFormat } from './output-format';
import type { Voice } from './voice';

/** Speech in the format that was asked for. */
export interface EncodedSpeech {
  readonly data: Uint8Array;
  readonly durationMs: Millis;
  readonly words: readonly TimedWord[];
}

/** What is remembered: a load test says the same few sentences again and again. */
const REMEMBERED = 200;

/** Speaks, encodes, and remembers what was spoken lately. */
export class SpeechStore {
  private readonly spoken = new Map<string, Promise<EncodedSpeech>>();
  private readonly mp3 = new Mp3PartEncoder();
  private readonly closing = new AbortController();

  constructor(private readonly voice: Voice) {}

  speak(text: string, language: string, format: OutputFormat): Promise<EncodedSpeech> {
    const key = [format.encoding, format.sampleRate, language, text].join('\n');
    const known = this.spoken.get(key);
    if (known) return known;
    const made = this.make(text, language, format);
    // A failure is not remembered.
    made.catch(() => this.spoken.delete(key));
    this.spoken.set(key, made);
    if (this.spoken.size > REMEMBERED) this.spoken.delete(this.spoken.keys().next().value!);
    return made;
  }

  async close(): Promise<void> {
    this.closing.abort(new Error('the emulator is closing'));
    await Promise.all([this.voice.close(), this.mp3.close()]);
  }

  private async make(text: string, language: string, format: OutputFormat): Promise<EncodedSpeech> {
    const { pcm, sampleRate, words } = await this.voice.speak(text, language);
    const data = await this.encode(resample(pcm, sampleRate, format.sampleRate), format);
    return { data, words, durationMs: (pcm.length / sampleRate) * 1000 };
  }

  private async encode(pcm: Int16Array, { encoding, sampleRate }: OutputFormat): Promise<Uint8Array> {
    if (encoding === 'pcm16') return bytesFromPcm(pcm);
    if (encoding === 'mp3') return this.mp3.encode(pcm, sampleRate, this.closing.signal);
    const bytes = new Uint8Array(pcm.length);
    (encoding === 'mulaw' ? encodeMulaw : encodeAlaw)(pcm, bytes);
    return bytes;
  }
}
