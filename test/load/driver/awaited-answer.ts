import type { Tally } from './tally';

/** A turn that waited so long when the call or the measurement ended was not answered, ms. */
const PATIENCE_MS = 3000;

/** From the last sound of a turn to the first frame of a reply that began after it. */
export class AwaitedAnswer {
  /** When the last sound of the turn was due; null while no answer is awaited. */
  private since: number | null = null;
  /** What still comes of the reply before, or of one that cut in, is no answer. */
  private begun = false;

  constructor(private readonly tally: Tally) {}

  ask(at: number): void {
    this.since = at;
    this.begun = false;
    this.tally.counts.turns++;
  }

  replyBegins(): void {
    this.begun = true;
  }

  /** A frame of a reply comes. @returns whether it is the first of the answer */
  frame(now: number): boolean {
    if (this.since === null || !this.begun) return false;
    this.tally.latencies.voiceToVoice.record(now - this.since);
    this.tally.counts.answered++;
    this.since = null;
    return true;
  }

  /** The caller goes on without it. */
  giveUp(): void {
    if (this.since !== null) this.tally.counts.unanswered++;
    this.since = null;
  }

  isOverdue(now: number): boolean {
    return this.since !== null && now - this.since > PATIENCE_MS;
  }

  forget(): void {
    this.since = null;
  }
}
