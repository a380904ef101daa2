import type { Verdict } from '../report/load-report';
import { bounds } from '../bounds';
import { DRIVER_LATE_MS, isRemote, longGapShare } from './measured';
import type { Measured } from './measured';
import type { Fit } from './slope';

/** @param digits after the point */
const figure = (value: number, unit: string, digits = 1): string =>
  Number.isNaN(value) ? '–' : `${value.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`;

const valueOf = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** A figure that was not measured breaks its bound. */
export const atMost = (name: string, value: number, bound: number, unit = '', digits = 1): Verdict => ({
  name,
  bound: `≤ ${figure(bound, unit, digits)}`,
  measured: figure(value, unit, digits),
  value: valueOf(value),
  limit: bound,
  holds: value <= bound,
});

export const atLeast = (name: string, value: number, bound: number, unit = '', digits = 0): Verdict => ({
  name,
  bound: `≥ ${figure(bound, unit, digits)}`,
  measured: figure(value, unit, digits),
  value: valueOf(value),
  limit: bound,
  holds: value >= bound,
});

export const none = (name: string, count: number): Verdict => ({
  name,
  bound: 'none',
  measured: String(count),
  value: valueOf(count),
  limit: 0,
  holds: count === 0,
});

/** Whoever measured was in time for it. @param what it measured */
export const driverInTime = (measured: Pick<Measured, 'latencies' | 'calls'>, what = ''): Verdict =>
  atMost(
    `${what === '' ? '' : `${what}, `}${measured.calls} calls: the driver itself late, P99, or they are void`,
    measured.latencies.driverLate.p99,
    DRIVER_LATE_MS,
    'ms',
  );

/** Calls were served as they were promised to be. */
export const served = (measured: Measured): Verdict[] => [
  driverInTime(measured),
  ...complete(measured),
  atMost('endpoint → first audio, P95', measured.latencies.turn.p95, bounds.served.turnMs, 'ms'),
  ...fromOutside(measured),
  longGaps(measured),
  ...loopLag(measured),
];

/** What waits to be read, the service's own figures do not tell. */
function fromOutside({ latencies: { voiceToVoice, turn } }: Measured): Verdict[] {
  const { voiceToVoiceMs, endpointMs } = bounds.served;
  return [
    atMost('last sound → first audio, P95', voiceToVoice.p95, voiceToVoiceMs, 'ms'),
    atMost('last sound → endpoint, between the medians', voiceToVoice.p50 - turn.p50, endpointMs, 'ms'),
  ];
}

export const longGaps = (measured: Measured): Verdict =>
  atMost(
    'frames after a gap of more than 60 ms',
    longGapShare(measured) * 100,
    bounds.served.longGaps * 100,
    '%',
    3,
  );

/** A service that runs already need not tell; one that was started here has to. */
export const loopLag = (measured: Measured): Verdict[] =>
  isRemote(measured) && Number.isNaN(measured.loopLagP99)
    ? []
    : [atMost('loop lag, P99', measured.loopLagP99, bounds.served.loopLagMs, 'ms')];

/** Nothing was refused, broke off, failed or stayed without an answer. */
export const complete = ({ counts, live, calls }: Pick<Measured, 'counts' | 'live' | 'calls'>): Verdict[] => [
  atLeast('calls at the end', live, calls),
  none('calls refused', counts.refused),
  none('calls broken off', counts.broken),
  none('errors', counts.errors),
  none('turns without an answer', counts.unanswered),
  atLeast('turns answered', counts.answered, 1),
];

/**
 * Something does not grow, as far as can be told, and enough can be told.
 * @param resolution twice the error may be no more
 */
export const growsNot = (
  name: string,
  { slope, error }: Fit,
  resolution: number,
  unit: string,
  digits = 1,
): Verdict[] => [
  atMost(`${name}, less twice its error`, slope - 2 * error, 0, unit, digits),
  atMost(`twice the error of that`, 2 * error, resolution, unit, digits),
];

export const holds = (verdicts: readonly Verdict[]): boolean => verdicts.every(verdict => verdict.holds);
