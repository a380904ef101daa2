import type { LatencySummary } from '../driver/latencies';
import type { TallyResult } from '../driver/tally';

/** A second or a few of a run. */
export interface Moment {
  /** Since the measurement began, at its end. */
  readonly second: number;
  readonly calls: number;
  /** Cores that the service used; null where it cannot be seen. */
  readonly cpu: number | null;
  readonly rssMb: number | null;
  /** Of the turns of this moment, ms; NaN where there was none. */
  readonly turn: LatencySummary;
  readonly voiceToVoice: LatencySummary;
  readonly driverLate: LatencySummary;
}

/** What was seen of so many calls. */
export interface Measured extends TallyResult {
  readonly calls: number;
  /** Those that were there at the end. */
  readonly live: number;
  readonly seconds: number;
  /** Cores that the service used, user and system; null where its process cannot be seen. */
  readonly cpu: number | null;
  readonly cpuPerCall: number | null;
  readonly rssMb: number | null;
  /** Before the first call. */
  readonly rssIdleMb: number | null;
  readonly handles: number | null;
  /** ms */
  readonly loopLagP99: number;
  readonly moments: readonly Moment[];
}

/** Frames of replies are late themselves where the driver is: then a run says nothing. */
export const DRIVER_LATE_MS = 5;

export const isVoid = ({ latencies }: Pick<Measured, 'latencies'>): boolean =>
  latencies.driverLate.p99 > DRIVER_LATE_MS;

/** The service was not started here: its process cannot be seen. */
export const isRemote = ({ cpu }: Pick<Measured, 'cpu'>): boolean => cpu === null;

/** Frames of the replies that came after a silence people notice, 0–1. */
export const longGapShare = ({ counts }: Pick<Measured, 'counts'>): number =>
  counts.framesOut === 0 ? 0 : counts.longGaps / counts.framesOut;
