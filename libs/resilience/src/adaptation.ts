import type { Clock, LatencySource, Millis, Timer, Tunable } from '@app/core';

const EVERY_MS: Millis = 10_000;
/** Changes that are kept to be looked at. */
const KEPT = 20;
/** A change of less than this is none. */
const WORTH_IT = 0.05;

export interface AdaptedChange {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
  /** ms since the epoch. */
  readonly at: Millis;
}

export interface AdaptationReport {
  readonly frozen: boolean;
  readonly settings: Readonly<Record<string, { value: number; min: number; max: number }>>;
  /** Newest first. */
  readonly changes: readonly AdaptedChange[];
}

/** Lets settings follow what is measured: each within its bounds, each change with its reason, or none at all. */
export class Adaptation {
  private readonly changes: AdaptedChange[] = [];
  private timer: Timer | null = null;

  /** @param frozen nothing is changed; what would be is not told either */
  constructor(
    private readonly tunables: readonly Tunable[],
    private readonly latencies: LatencySource,
    private readonly clock: Clock,
    private readonly frozen: boolean,
    private readonly tell: (change: AdaptedChange) => void,
  ) {}

  start(): void {
    if (!this.frozen) this.timer ??= this.clock.every(EVERY_MS, () => this.adapt());
  }

  stop(): void {
    this.timer?.cancel();
    this.timer = null;
  }

  report(): AdaptationReport {
    const settings = this.tunables.map(({ name, value, min, max }) => [name, { value, min, max }] as const);
    return { frozen: this.frozen, settings: Object.fromEntries(settings), changes: [...this.changes] };
  }

  private adapt(): void {
    for (const tunable of this.tunables) {
      const tuning = tunable.propose(this.latencies);
      if (!tuning) continue;
      const to = Math.max(tunable.min, Math.min(tunable.max, tuning.value));
      const from = tunable.value;
      if (Math.abs(to - from) < Math.abs(from) * WORTH_IT) continue;
      tunable.set(to);
      const change = { name: tunable.name, from, to, reason: tuning.reason, at: this.clock.epoch() };
      this.changes.unshift(change);
      this.changes.length = Math.min(this.changes.length, KEPT);
      this.tell(change);
    }
  }
}

/** A delay that follows the 95th percentile of a stage: who waits longer waits for the exception. */
export class DelayByPercentile implements Tunable {
  readonly min: Millis;
  readonly max: Millis;
  private now: Millis;

  /**
   * @param usualMs where nothing is measured yet; the bounds are half and twice of it
   * @param leastCount measurements before they count
   */
  constructor(
    readonly name: string,
    private readonly stage: string,
    usualMs: Millis,
    private readonly leastCount = 50,
  ) {
    this.now = usualMs;
    this.min = usualMs / 2;
    this.max = usualMs * 2;
  }

  get value(): Millis {
    return this.now;
  }

  propose(latencies: LatencySource): { value: number; reason: string } | null {
    const count = latencies.count(this.stage);
    const p95 = latencies.quantile(this.stage, 0.95);
    if (p95 === null || count < this.leastCount) return null;
    const value = Math.round(p95);
    return { value, reason: `P95 of ${this.stage} is ${value} ms over ${count} turns` };
  }

  set(value: Millis): void {
    this.now = value;
  }
}
