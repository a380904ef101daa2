import type { Clock, ConcurrencyLimit, Millis, Tunable } from '@app/core';

/** Samples are judged together: at least so long and so many of them. */
const WINDOW_MS: Millis = 1000;
const WINDOW_SAMPLES = 5;
/** The long-term time is an average of about so many windows, the first of them unweighted. */
const LONG_WINDOWS = 600;
const WARM_UP = 10;
/** So much slower than in the long run is not yet a queue. */
const TOLERANCE = 1.5;
/** Room beyond what is used, so that the limit can grow while nothing gets slower. */
const HEADROOM = 4;
const SMOOTHING = 0.2;

/**
 * How much may go on at once, found out by whether things take longer than in the long run: then they queue somewhere
 * behind us, and fewer would each be faster. After "Gradient2" of Netflix's concurrency-limits
 * (github.com/Netflix/concurrency-limits, 2018), fed by windows of samples.
 */
export class GradientLimit implements ConcurrencyLimit {
  private estimate: number;
  private longMs: Millis | null = null;
  private windows = 0;
  private sumMs = 0;
  private samples = 0;
  private mostInFlight = 0;
  private openedAt: Millis;

  constructor(
    private readonly tunable: Tunable,
    private readonly clock: Clock,
  ) {
    this.estimate = tunable.value;
    this.openedAt = clock.now();
  }

  get limit(): number {
    return this.tunable.value;
  }

  took(ms: Millis, inFlight: number): void {
    this.sumMs += ms;
    this.samples++;
    this.mostInFlight = Math.max(this.mostInFlight, inFlight);
    const now = this.clock.now();
    if (now - this.openedAt < WINDOW_MS || this.samples < WINDOW_SAMPLES) return;
    this.judge(Math.max(1, this.sumMs / this.samples), this.mostInFlight);
    this.openedAt = now;
    this.sumMs = this.samples = this.mostInFlight = 0;
  }

  private judge(shortMs: Millis, inFlight: number): void {
    const longMs = this.remember(shortMs);
    // Half of it unused: how long things take says nothing about the limit.
    if (inFlight < this.estimate / 2) return;
    const gradient = Math.max(0.5, Math.min(1, (TOLERANCE * longMs) / shortMs));
    const next = this.estimate * gradient + HEADROOM;
    const smooth = this.estimate * (1 - SMOOTHING) + next * SMOOTHING;
    this.estimate = Math.min(this.tunable.max, Math.max(this.tunable.min, smooth));
    const [short, long] = [Math.round(shortMs), Math.round(longMs)];
    this.tunable.tune(this.estimate, `${short} ms now, ${long} ms in the long run, ${inFlight} at once`);
  }

  private remember(shortMs: Millis): Millis {
    this.windows++;
    const weight = this.windows <= WARM_UP ? 1 / this.windows : 2 / (LONG_WINDOWS + 1);
    const before = this.longMs ?? shortMs;
    let longMs = before + (shortMs - before) * weight;
    // After a bad time it comes down faster than it went up: else what is slow would pass for usual.
    if (longMs / shortMs > 2) longMs *= 0.95;
    this.longMs = longMs;
    return longMs;
  }
}
