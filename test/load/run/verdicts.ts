import type { Verdict } from '../report/load-report';
import { bounds } from '../bounds';
import { DRIVER_LATE_MS, longGapShare } from './measured';
import type { Measured } from './measured';

/** @param digits after the point */
const figure = (value: number, unit: string, digits = 1): string =>
  Number.isNaN(value) ? '–' : `${value.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`;

/** A figure that was not measured breaks its bound. */
export const atMost = (name: string, value: number, bound: number, unit = '', digits = 1): Verdict => ({
  name,
  bound: `≤ ${figure(bound, unit, digits)}`,
  measured: figure(value, unit, digits),
  holds: value <= bound,
});

export const atLeast = (name: string, value: number, bound: number, unit = '', digits = 0): Verdict => ({
  name,
  bound: `≥ ${figure(bound, unit, digits)}`,
  measured: figure(value, unit, digits),
  holds: value >= bound,
});

export const none = (name: string, count: number): Verdict => ({
  name,
  bound: 'none',
  measured: String(count),
  holds: count === 0,
});

/** Whoever measured was in time for it. */
export const driverInTime = ({ latencies }: Pick<Measured, 'latencies'>): Verdict =>
  atMost('the driver itself late, P99, or the run is void', latencies.driverLate.p99, DRIVER_LATE_MS, 'ms');

/** Calls were served as they were promised to be. */
export const served = (measured: Measured): Verdict[] => [
  driverInTime(measured),
  ...complete(measured),
  atMost('endpoint → first audio, P95', measured.latencies.turn.p95, bounds.served.turnMs, 'ms'),
  atMost(
    'frames after a gap of more than 60 ms',
    longGapShare(measured) * 100,
    bounds.served.longGaps * 100,
    '%',
    3,
  ),
  ...(Number.isNaN(measured.loopLagP99)
    ? []
    : [atMost('loop lag, P99', measured.loopLagP99, bounds.served.loopLagMs, 'ms')]),
];

/** Nothing was refused, broke off, failed or stayed without an answer. */
export const complete = ({ counts, live, calls }: Pick<Measured, 'counts' | 'live' | 'calls'>): Verdict[] => [
  atLeast('calls at the end', live, calls),
  none('calls refused', counts.refused),
  none('calls broken off', counts.broken),
  none('errors', counts.errors),
  none('turns without an answer', counts.unanswered),
  atLeast('turns answered', counts.answered, 1),
];

export const holds = (verdicts: readonly Verdict[]): boolean => verdicts.every(verdict => verdict.holds);
