import type { AudioFrame, Millis, Recognition, RecognitionOptions, TranscriptSink } from '@app/core';
import type { HeardAnswer, Recogniser } from './recogniser-process';
import { confidenceOf, plainText, wordsOf } from './sherpa-words';

/** Audio goes to the engine in pieces of 100 ms. */
const PIECES_A_SECOND = 10;

/** Words that have not changed for so much audio are taken as settled. */
const STABLE_MS: Millis = 200;

/** One call's recogniser: hands its audio to the engine and what the engine says to the call. */
export class SherpaRecognition implements Recognition {
  private readonly call: number;
  private readonly piece: Int16Array;
  private filled = 0;
  private utterance = 0;
  /** Media time of the first sample of each utterance that has no final yet. */
  private readonly startsAt = new Map<number, Millis>();
  private mediaTime: Millis = 0;
  private partial = { text: '', since: 0, stable: false };
  private open = true;

  constructor(
    private readonly engine: Recogniser,
    private readonly options: RecognitionOptions,
    private readonly sink: TranscriptSink,
    private readonly signal: AbortSignal,
  ) {
    this.piece = new Int16Array(options.sampleRate / PIECES_A_SECOND);
    this.call = engine.attach({
      answer: answer => this.hear(answer),
      died: error => {
        this.leave();
        sink.failed(error);
      },
    });
    signal.addEventListener('abort', this.close, { once: true });
    if (signal.aborted) this.close();
  }

  write({ pcm, sampleRate, at }: AudioFrame): void {
    if (!this.open) return;
    if (!this.startsAt.has(this.utterance)) this.startsAt.set(this.utterance, at);
    this.mediaTime = at + (pcm.length * 1000) / sampleRate;
    for (let from = 0; from < pcm.length;) {
      const take = Math.min(pcm.length - from, this.piece.length - this.filled);
      for (let i = 0; i < take; i++) this.piece[this.filled + i] = pcm[from + i]!;
      this.filled += take;
      from += take;
      if (this.filled === this.piece.length) this.flush();
    }
  }

  endUtterance(): void {
    if (!this.open) return;
    this.flush();
    if (!this.startsAt.has(this.utterance)) this.startsAt.set(this.utterance, this.mediaTime);
    this.engine.send({ type: 'end', call: this.call, utterance: this.utterance });
    this.utterance++;
  }

  readonly close = (): void => {
    if (!this.open) return;
    this.leave();
    this.engine.detach(this.call);
  };

  private leave(): void {
    this.open = false;
    this.signal.removeEventListener('abort', this.close);
  }

  private flush(): void {
    if (this.filled === 0) return;
    const { call, utterance } = this;
    const { sampleRate } = this.options;
    this.engine.send({ type: 'audio', call, utterance, pcm: this.piece.slice(0, this.filled), sampleRate });
    this.filled = 0;
  }

  private hear(answer: HeardAnswer): void {
    if (answer.type === 'partial') this.hearPartial(answer);
    else this.hearFinal(answer);
  }

  private hearPartial({ utterance, text: raw, heardMs }: Extract<HeardAnswer, { type: 'partial' }>): void {
    const text = plainText(raw);
    const { partial } = this;
    if (text !== partial.text) this.partial = { text, since: heardMs, stable: false };
    else if (text === '' || partial.stable || heardMs - partial.since < STABLE_MS) return;
    else partial.stable = true;
    this.sink.transcript({ type: 'partial', utterance, text, stable: this.partial.stable });
  }

  private hearFinal({ utterance, result, heardMs }: Extract<HeardAnswer, { type: 'final' }>): void {
    this.partial = { text: '', since: 0, stable: false };
    const base = this.startsAt.get(utterance) ?? this.mediaTime;
    this.startsAt.delete(utterance);
    const words = wordsOf(result, base, heardMs);
    this.sink.transcript({
      type: 'final',
      utterance,
      text: plainText(result.text),
      confidence: confidenceOf(result),
      language: this.options.language,
      startMs: words[0]?.startMs ?? base,
      endMs: words.at(-1)?.endMs ?? base + heardMs,
      words,
      last: true,
    });
  }
}
