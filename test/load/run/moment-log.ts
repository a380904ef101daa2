import type { Tally } from '../driver/tally';
import type { Target } from '../processes/service';
import type { Usage } from '../processes/usage';
import type { Moment } from './measured';
import { showProgress } from './progress';

/** What was seen moment by moment, and the line about it on the terminal. */
export class MomentLog {
  readonly moments: Moment[] = [];
  private readonly begunAt = performance.now();
  private readonly begun: Usage | null;
  private looks = 0;
  private last: { readonly at: number; readonly usage: Usage | null };

  constructor(
    private readonly target: Pick<Target, 'usage'>,
    private readonly tally: Tally,
    private readonly live: () => number,
    /** So many looks are one moment. */
    private readonly every = 1,
  ) {
    this.begun = target.usage();
    this.last = { at: this.begunAt, usage: this.begun };
  }

  get seconds(): number {
    return (performance.now() - this.begunAt) / 1000;
  }

  /** Cores used since the beginning; null where the process cannot be seen. */
  get cpu(): number | null {
    return cores(this.begun, this.target.usage(), this.seconds);
  }

  /** The line on the terminal, and every few times a moment. */
  look(): void {
    if (++this.looks % this.every === 0) this.take();
    const { turn, driverLate } = this.tally.latencies;
    showProgress(
      `${this.live()} calls, ${this.seconds.toFixed(0)} s, CPU ${percent(this.cpu)}, endpoint → audio P95 ` +
        `${turn.at(95).toFixed(0)} ms, driver late P99 ${driverLate.at(99).toFixed(1)} ms`,
    );
  }

  private take(): void {
    const now = performance.now();
    const usage = this.target.usage();
    const { turn, voiceToVoice, driverLate } = this.tally.latencies;
    this.moments.push({
      second: this.seconds,
      calls: this.live(),
      cpu: cores(this.last.usage, usage, (now - this.last.at) / 1000),
      rssMb: usage?.rssMb ?? null,
      turn: turn.takeNewest(),
      voiceToVoice: voiceToVoice.takeNewest(),
      driverLate: driverLate.takeNewest(),
    });
    this.last = { at: now, usage };
  }
}

const cores = (before: Usage | null, after: Usage | null, seconds: number): number | null =>
  before && after ? (after.cpuS - before.cpuS) / seconds : null;

const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(0)} %`);
