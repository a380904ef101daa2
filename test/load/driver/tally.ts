import { systemClock } from '@app/core';
import type { Clock } from '@app/core';
import { Latencies } from './latencies';
import type { LatencySummary } from './latencies';

/** The latencies of a run, each in a histogram of its own. */
const latencies = () => ({
  /** From the endpoint to the first reply audio, by the service's clock. */
  turn: new Latencies(),
  /** From the caller's last sound to the first reply audio, as the caller hears it. */
  voiceToVoice: new Latencies(),
  /** From the first sound of a barge-in to the last of the reply that is heard. */
  bargeInStop: new Latencies(),
  /** From asking for a connection to the session. */
  connecting: new Latencies(),
  /** How late the driver itself was with a frame. */
  driverLate: new Latencies(),
});

const counts = () => ({
  framesIn: 0,
  framesOut: 0,
  framesLost: 0,
  /** Replies stood still in the middle, as they are heard. */
  gaps: 0,
  /** Of them more than 60 ms. */
  longGaps: 0,
  /** Replies that stood still and did not go on. */
  unfinished: 0,
  turns: 0,
  answered: 0,
  unanswered: 0,
  /** Replies that began while the caller spoke. */
  cutIn: 0,
  bargeIns: 0,
  /** Of them those to which the reply did not give way. */
  bargeInsMissed: 0,
  callsStarted: 0,
  callsEnded: 0,
  refused: 0,
  broken: 0,
  errors: 0,
});

export type Counts = ReturnType<typeof counts>;

/** Who may be waiting for something that will not come. */
export interface Waiting {
  /** Counts what has been waited for too long by then. */
  overdue(now: number, counts: Counts): void;
  /** That was counted. */
  forgetOverdue(now: number): void;
}

/** What the callers of a run have seen so far. */
export class Tally {
  /** Calls that go on. */
  readonly callers = new Set<Waiting>();
  latencies = latencies();
  counts = counts();
  /** By the code of `error` messages, refusals and closes. */
  readonly codes = new Map<string, number>();
  /** When the stages of one turn were done, ms from its endpoint: the newest turn that was told of whole. */
  waterfall: readonly { readonly stage: string; readonly ms: number }[] = [];

  /** @param clock of whoever counts here */
  constructor(readonly clock: Clock = systemClock) {}

  count(code: string): void {
    this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
  }

  /** As it stands, with what is still waited for and should have come. */
  get result(): TallyResult {
    const counts = { ...this.counts };
    for (const caller of this.callers) caller.overdue(this.clock.now(), counts);
    const { turn, voiceToVoice, bargeInStop, connecting, driverLate } = this.latencies;
    return {
      latencies: {
        turn: turn.summary,
        voiceToVoice: voiceToVoice.summary,
        bargeInStop: bargeInStop.summary,
        connecting: connecting.summary,
        driverLate: driverLate.summary,
      },
      counts,
      codes: Object.fromEntries(this.codes),
      waterfall: this.waterfall,
    };
  }

  /** What was counted while the calls came in says nothing, but for how they did. */
  restart(): void {
    this.latencies = { ...latencies(), connecting: this.latencies.connecting };
    this.counts = counts();
    this.codes.clear();
    for (const caller of this.callers) caller.forgetOverdue(this.clock.now());
  }
}

export interface TallyResult {
  readonly latencies: Readonly<Record<keyof Tally['latencies'], LatencySummary>>;
  readonly counts: Readonly<Counts>;
  readonly codes: Readonly<Record<string, number>>;
  readonly waterfall: Tally['waterfall'];
}
