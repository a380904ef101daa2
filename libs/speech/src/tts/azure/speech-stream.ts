import { durationOf } from '@app/core';
import type { Millis, ProviderError, SpeechPart } from '@app/core';
import { spokenWords } from '../speaking/spoken-word';
import type { TimedWord } from '../speaking/spoken-word';
import type { MouthListener } from './mouth';
import type { OutputFormat } from './output-format';
import { WordClock } from './word-clock';

/** What a mouth tells, as the parts of a synthesis: read by one reader, at its pace. */
export class SpeechStream implements MouthListener {
  private readonly clock: WordClock;
  private readonly parts: SpeechPart[] = [];
  private over: 'finished' | Error | null = null;
  private wake: () => void = () => undefined;
  /** The first byte of a sample whose other one has not come. */
  private odd: number | null = null;
  private samples = 0;

  constructor(
    text: string,
    language: string,
    private readonly format: OutputFormat,
  ) {
    this.clock = new WordClock(spokenWords(text, language, word => word).map(word => word.text));
  }

  get isFinished(): boolean {
    return this.over === 'finished';
  }

  sound(data: ArrayBuffer): void {
    const pcm = this.format.decode(this.wholeSamples(new Uint8Array(data)));
    const { sampleRate } = this.format;
    const at = durationOf(this.samples, sampleRate);
    this.samples += pcm.length;
    if (pcm.length > 0) this.put({ type: 'pcm', frame: { pcm, sampleRate, at } });
  }

  boundary(text: string, startMs: Millis, endMs: Millis): void {
    for (const word of this.clock.boundary(text, startMs, endMs)) this.put(partOf(word));
  }

  finished(): void {
    for (const word of this.clock.rest()) this.put(partOf(word));
    this.end('finished');
  }

  failed(error: ProviderError): void {
    this.end(error);
  }

  /** Nobody reads any more, or nobody should. */
  end(how: 'finished' | Error): void {
    this.over ??= how;
    this.wake();
  }

  /** @throws what it ended with */
  async *read(): AsyncGenerator<SpeechPart> {
    for (;;) {
      for (let part = this.parts.shift(); part; part = this.parts.shift()) yield part;
      if (this.over === 'finished') return;
      if (this.over) throw this.over;
      await new Promise<void>(resolve => (this.wake = resolve));
    }
  }

  private put(part: SpeechPart): void {
    this.parts.push(part);
    this.wake();
  }

  /** Chunks are cut anywhere. */
  private wholeSamples(data: Uint8Array): Uint8Array {
    if (this.format.bytesPerSample === 1) return data;
    const whole = this.odd === null ? data : Uint8Array.of(this.odd, ...data);
    const even = whole.length - (whole.length % 2);
    this.odd = even === whole.length ? null : whole[even]!;
    return whole.subarray(0, even);
  }
}

const partOf = (word: TimedWord): SpeechPart => ({ type: 'word', ...word });
