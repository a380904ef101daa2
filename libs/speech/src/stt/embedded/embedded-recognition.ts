import { Resampler } from '@app/audio';
import { ProviderError, durationOf } from '@app/core';
import type { AudioFrame, Millis, Recognition, RecognitionOptions, TranscriptSink } from '@app/core';
import { confidenceOf, isAccepted } from './judgement';
import type { RecognisedWord, RecogniserAnswer } from './recogniser.worker';
import type { RecogniserPool } from './recogniser-pool';
import type { RecogniserThread } from './recogniser-thread';

/** Hz of the acoustic model. */
const MODEL_RATE = 8000;

/** Audio goes to the thread in pieces of 100 ms. */
const PIECE = MODEL_RATE / 10;

/** Words that have not changed for so much audio are taken as settled. */
const STABLE_MS: Millis = 200;

/** One call's recogniser: hands its audio to a thread and what the thread says to the call. */
export class EmbeddedRecognition implements Recognition {
  private readonly session: number;
  private readonly resampler: Resampler | null;
  private readonly resampled: Int16Array;
  private piece = new Int16Array(PIECE);
  private filled = 0;
  private utterance = 0;
  /** Media time of each unfinished utterance's first sample. */
  private readonly startsAt: (Millis | null)[] = [null];
  /** Audio of the open utterance that was handed to the thread. */
  private handedMs: Millis = 0;
  private partial = { text: '', since: 0, stable: false };
  private open = true;

  constructor(
    private readonly pool: RecogniserPool,
    private readonly thread: RecogniserThread,
    private readonly options: RecognitionOptions,
    private readonly sink: TranscriptSink,
  ) {
    this.session = thread.serve({
      answer: answer => this.hear(answer),
      died: reason => {
        this.open = false;
        sink.failed(new ProviderError('embedded', 'transient', reason));
      },
    });
    const { sampleRate } = options;
    this.resampler = sampleRate === MODEL_RATE ? null : new Resampler(sampleRate, MODEL_RATE);
    this.resampled = new Int16Array(this.resampler?.capacity(sampleRate / 50) ?? 0);
  }

  write(frame: AudioFrame): void {
    if (!this.open) return;
    this.startsAt[this.utterance] ??= frame.at;
    if (!this.resampler) {
      this.append(frame.pcm, frame.pcm.length);
      return;
    }
    this.append(this.resampled, this.resampler.process(frame.pcm, this.resampled));
  }

  endUtterance(): void {
    if (!this.open) return;
    this.flush();
    this.thread.send({ type: 'end', session: this.session });
    this.utterance++;
    this.handedMs = 0;
    this.startsAt.push(null);
    this.resampler?.reset();
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.thread.leave();
    this.pool.giveBack(this.thread);
  }

  private append(pcm: Int16Array, length: number): void {
    for (let from = 0; from < length;) {
      const take = Math.min(length - from, PIECE - this.filled);
      this.piece.set(pcm.subarray(from, from + take), this.filled);
      this.filled += take;
      from += take;
      if (this.filled === PIECE) this.flush();
    }
  }

  private flush(): void {
    if (this.filled === 0) return;
    // The buffer goes to the thread: the next piece gets one of its own.
    const pcm = this.filled === PIECE ? this.piece : this.piece.slice(0, this.filled);
    this.handedMs += durationOf(pcm.length, MODEL_RATE);
    this.piece = new Int16Array(PIECE);
    this.filled = 0;
    this.thread.send({ type: 'audio', session: this.session, pcm });
  }

  private hear(answer: RecogniserAnswer): void {
    if (!this.open || answer.type === 'ready' || answer.session !== this.session) return;
    const { utterance, heardMs, best } = answer;
    const words = isAccepted(best.evidence) ? best.words : [];
    if (answer.type === 'final') this.hearFinal(utterance, words, confidenceOf(best.evidence));
    else this.hearPartial(utterance, words.map(word => word.text).join(' '), heardMs);
  }

  private hearPartial(utterance: number, text: string, heardMs: Millis): void {
    const { partial } = this;
    if (text !== partial.text) this.partial = { text, since: heardMs, stable: false };
    else if (partial.stable || heardMs - partial.since < STABLE_MS || this.lags(heardMs)) return;
    else partial.stable = true;
    this.sink.transcript({ type: 'partial', utterance, text, stable: this.partial.stable });
  }

  /** A thread that is behind has not heard the last words yet. */
  private lags(heardMs: Millis): boolean {
    return heardMs < this.handedMs - STABLE_MS;
  }

  private hearFinal(utterance: number, words: readonly RecognisedWord[], confidence: number): void {
    this.partial = { text: '', since: 0, stable: false };
    const base = this.startsAt[utterance] ?? 0;
    const timed = words.map(({ text, start, end }) => ({
      text,
      startMs: base + Math.round(start * 1000),
      endMs: base + Math.round(end * 1000),
    }));
    this.sink.transcript({
      type: 'final',
      utterance,
      text: words.map(word => word.text).join(' '),
      confidence: words.length === 0 ? 0 : confidence,
      language: this.options.language,
      startMs: timed[0]?.startMs ?? base,
      endMs: timed.at(-1)?.endMs ?? base,
      words: timed,
      last: true,
    });
  }
}
