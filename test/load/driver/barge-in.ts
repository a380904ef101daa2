import type { Tally } from './tally';

/** A reply that was heard so far into a barge-in did not give way, ms. */
const MISSED_AFTER_MS = 1000;

/** The caller speaks over a reply, which gives way or does not. */
export class BargeIn {
  private since: number | null = null;

  constructor(private readonly tally: Tally) {}

  /** @param at when its first sound began */
  begin(at: number): void {
    this.since = at;
    this.tally.counts.bargeIns++;
  }

  /** @param heardUntil when the last of the reply was heard */
  gaveWay(heardUntil: number): void {
    if (this.since === null) return;
    this.tally.latencies.bargeInStop.record(heardUntil - this.since);
    this.since = null;
  }

  /** Too late for the reply to give way: it has ended by itself, or the caller says something else, or hangs up. */
  over(heardUntil: number): void {
    if (this.since !== null && heardUntil - this.since > MISSED_AFTER_MS) this.tally.counts.bargeInsMissed++;
    this.since = null;
  }
}
