import type { Clock, Millis, Timer } from '@app/core';
import { TunedNumber } from './tuned-number';
import type { TunedChange, TunedRange, TunedReport } from './tuned-number';

/** How often what is tuned by a rule is looked at. */
const LOOK_EVERY_MS: Millis = 10_000;

export interface AdaptationReport {
  readonly frozen: boolean;
  readonly numbers: Readonly<Record<string, TunedReport>>;
}

/** Everything by which this instance adapts itself, in one place: what it is, why, and how to stop it. */
export class Adaptation {
  private readonly numbers: TunedNumber[] = [];
  private readonly rules: (() => void)[] = [];
  private timer: Timer | null = null;

  /** @param enabled false: every number stays as it was configured */
  constructor(
    private readonly clock: Clock,
    private readonly enabled: boolean,
    private readonly changed: (change: TunedChange) => void = () => undefined,
  ) {}

  /** A number of its own name. */
  number(name: string, range: TunedRange): TunedNumber {
    const changed = this.enabled ? this.changed : null;
    const made = new TunedNumber(name, range, () => this.clock.epoch(), changed);
    this.numbers.push(made);
    return made;
  }

  /** Looked at every ten seconds, from `start` on. */
  rule(look: () => void): void {
    this.rules.push(look);
  }

  start(): void {
    if (this.enabled) this.timer ??= this.clock.every(LOOK_EVERY_MS, () => this.look());
  }

  stop(): void {
    this.timer?.cancel();
    this.timer = null;
  }

  report(): AdaptationReport {
    const numbers = Object.fromEntries(this.numbers.map(each => [each.name, each.report()]));
    return { frozen: !this.enabled, numbers };
  }

  private look(): void {
    for (const rule of this.rules) rule();
  }
}
