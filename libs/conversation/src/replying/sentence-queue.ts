import { asError, raceAbort } from '@app/core';
import type { ReplySource } from '@app/core';

export interface Sentence {
  readonly text: string;
  readonly source: ReplySource;
  /** To be heard to its end. */
  readonly guarded: boolean;
}

/** How far the reply engine may be ahead of speech. */
const CAPACITY = 8;

/** Between the reply engine and the synthesiser: one writes, one reads, and the writer waits when it is full. */
export class SentenceQueue {
  private readonly sentences: Sentence[] = [];
  private closed = false;
  private failure: Error | null = null;
  private wake: (() => void) | null = null;

  /** Whether nothing is left, now or ever. */
  get drained(): boolean {
    return this.closed && this.sentences.length === 0;
  }

  async put(sentence: Sentence, signal: AbortSignal): Promise<void> {
    while (this.sentences.length >= CAPACITY) await this.change(signal);
    this.sentences.push(sentence);
    this.changed();
  }

  close(): void {
    this.closed = true;
    this.changed();
  }

  /** The reader gets what is queued, then this. */
  fail(error: unknown): void {
    this.failure = asError(error);
    this.close();
  }

  /** @returns null at the end. */
  async take(signal: AbortSignal): Promise<Sentence | null> {
    while (this.sentences.length === 0) {
      if (this.failure !== null) throw this.failure;
      if (this.closed) return null;
      await this.change(signal);
    }
    const next = this.sentences.shift()!;
    this.changed();
    return next;
  }

  private change(signal: AbortSignal): Promise<void> {
    return raceAbort(new Promise<void>(resolve => (this.wake = resolve)), signal);
  }

  private changed(): void {
    const wake = this.wake;
    this.wake = null;
    wake?.();
  }
}
