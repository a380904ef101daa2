import type { CallClient } from './call-client';
import type { CallOptions } from './call-options';
import { connect } from './connect';
import { ConnectionRefused } from './connection-refused';

export interface Reconnecting {
  /** Where to try, in turn. */
  readonly bases: readonly (string | URL)[];
  readonly options: CallOptions;
  /** Gives up after so long, ms. */
  readonly withinMs: number;
}

/** One attempt waits no longer than this for its answer, ms. */
const ATTEMPT_MS = 10_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;

/** Another attempt may be answered otherwise. */
const isPassing = (error: unknown): boolean =>
  !(error instanceof ConnectionRefused) ||
  error.status >= 500 ||
  error.status === 429 ||
  error.code === 'duplicate_call';

/**
 * Connects again until it succeeds.
 * @throws the last error: after the time is over, or when no attempt would be answered otherwise
 */
export async function reconnect({ bases, options, withinMs }: Reconnecting): Promise<CallClient> {
  const until = performance.now() + withinMs;
  for (let attempt = 0; ; attempt++) {
    try {
      const signals = [AbortSignal.timeout(ATTEMPT_MS), ...(options.signal ? [options.signal] : [])];
      const base = bases[attempt % bases.length]!;
      return await connect(base, { ...options, signal: AbortSignal.any(signals) });
    } catch (error) {
      if (!isPassing(error) || options.signal?.aborted || performance.now() > until) throw error;
      await pause(pauseAfter(attempt, bases.length, error));
    }
  }
}

/** A refusal says how long to wait for this server; the next one is asked at once. */
function pauseAfter(attempt: number, bases: number, error: unknown): number {
  if ((attempt + 1) % bases !== 0) return 0;
  const asked = error instanceof ConnectionRefused ? error.retryAfterMs : null;
  const round = Math.floor(attempt / bases);
  return Math.min(LONGEST_PAUSE_MS, asked ?? FIRST_PAUSE_MS * 2 ** Math.min(round, 10));
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
