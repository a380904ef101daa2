import type { Tally } from '../driver/tally';
import type { Target } from '../processes/service';
import type { Usage } from '../processes/usage';
import type { Moment } from './measured';
import { showProgress } from './progress';

/** What was seen second by second, and the line about it on the terminal. */
export class MomentLog {
  readonly moments: Moment[] = [];
  private readonly begunAt = performance.now();
  private readonly begun: Usage | null;
  private last: { readonly at: number; readonly usage: Usage | null };

  constructor(
    private readonly target: Pick<Target, 'usage'>,
    private readonly tally: Tally,
    private readonly live: () => number,
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

  take(): void {
    const now = performance.now();
    const usage = this.target.usage();
    const { turn, voiceToVoice, driverLate } = this.tally.latencies;
    this.moments.push({
      second: this.seconds,
      calls: this.live(),
      cpu: cores(this.last.usage, usage, (now - this.last.at) / 1000),
      rssMb: usage?.rssMb ?? null,
      turnP50: turn.at(50),
      turnP95: turn.at(95),
      turnP99: turn.at(99),
      voiceToVoiceP95: voiceToVoice.at(95),
      driverLateP99: driverLate.at(99),
    });
    this.last = { at: now, usage };
    showProgress(
      `${this.live()} calls, ${this.seconds.toFixed(0)} s, CPU ${percent(this.cpu)}, endpoint → audio P95 ` +
        `${turn.at(95).toFixed(0)} ms, driver late P99 ${driverLate.at(99).toFixed(1)} ms`,
    );
  }
}

const cores = (before: Usage | null, after: Usage | null, seconds: number): number | null =>
  before && after ? (after.cpuS - before.cpuS) / seconds : null;

const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(0)} %`);
