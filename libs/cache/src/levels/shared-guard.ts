import type { Clock, Millis } from '@app/core';
import type { Breaker } from '@app/resilience';
import type { CacheTrouble } from '../cache-observer';
import { CorruptEntryError } from './shared-level';

/** What is asked of Redis while somebody waits costs no more than this. */
export const SHARED_WITHIN_MS: Millis = 20;

/** A write may take its time. */
const WRITE_PATIENCE_MS: Millis = 1000;

/** So many writes may be under way; what comes on top is not written. */
const MOST_WRITES = 64;

/** Redis may be slow, dead, full or hold nonsense: whoever asks gets an answer in time, and never an error. */
export class SharedGuard {
  private writes = 0;

  constructor(
    private readonly clock: Clock,
    private readonly breaker: Breaker,
  ) {}

  /** Whether it is worth while to ask. */
  get open(): boolean {
    return this.breaker.admits;
  }

  /** What `ask` gives, or `otherwise` where Redis gives nothing in time. */
  async ask<T>(
    ask: () => Promise<T>,
    otherwise: T,
    trouble: (what: CacheTrouble) => void,
    withinMs: Millis = SHARED_WITHIN_MS,
  ): Promise<T> {
    const passage = this.breaker.enter();
    if (!passage) return otherwise;
    const late = Promise.withResolvers<'late'>();
    const timer = this.clock.after(withinMs, () => late.resolve('late'));
    const asked = ask().then(
      value => ({ value }),
      (error: unknown) => ({ error }),
    );
    const answer = await Promise.race([asked, late.promise]);
    timer.cancel();
    if (answer === 'late') {
      passage.failed(new Error('Redis is slow'));
      trouble('slow');
      return otherwise;
    }
    if ('value' in answer) {
      passage.succeeded();
      return answer.value;
    }
    const what = troubleOf(answer.error);
    if (what === 'unavailable') passage.failed(asFailure(answer.error));
    else passage.succeeded();
    trouble(what);
    return otherwise;
  }

  /** Nobody waits for a write, and one that fails is only counted. */
  write(write: () => Promise<unknown>, trouble: (what: CacheTrouble) => void): void {
    if (this.writes >= MOST_WRITES) {
      trouble('skipped');
      return;
    }
    this.writes++;
    void this.ask<unknown>(write, null, trouble, WRITE_PATIENCE_MS).finally(() => this.writes--);
  }
}

function troubleOf(error: unknown): CacheTrouble {
  if (error instanceof CorruptEntryError) return 'corrupt';
  const message = error instanceof Error ? error.message : '';
  if (message.startsWith('WRONGTYPE')) return 'wrong-type';
  if (message.startsWith('OOM')) return 'full';
  return 'unavailable';
}

const asFailure = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
