import type { LatencySummary } from '../driver/latencies';
import type { Table } from '../report/load-report';
import { isVoid, longGapShare } from './measured';
import type { Measured } from './measured';

/** The tail of fewer turns is that of one of them. */
const TURNS_FOR_A_TAIL = 20;

const shown = (value: number | null, digits = 1): string =>
  value === null || Number.isNaN(value) ? '–' : value.toFixed(digits);

const percent = (share: number | null, digits: number): string =>
  share === null || Number.isNaN(share) ? '–' : `${(share * 100).toFixed(digits)} %`;

const percentiles = (
  latency: LatencySummary,
  which: readonly ('p50' | 'p95' | 'p99')[],
  digits = 1,
): string =>
  which
    .map(each => (each !== 'p50' && latency.count < TURNS_FOR_A_TAIL ? '–' : shown(latency[each], digits)))
    .join(' / ');

/** How late whoever measured was, and what follows from it. */
const driverLate = (measured: Pick<Measured, 'latencies'>): string =>
  `${shown(measured.latencies.driverLate.p99)}${isVoid(measured) ? ', void' : ''}`;

/** A line for each step of concurrency. */
export const stepsTable = (title: string, steps: readonly Measured[]): Table => ({
  title,
  head: [
    ...['calls', 's', 'turns', 'CPU of a core', 'CPU a call', 'resident MB', 'loop lag P99 ms'],
    ...[
      'endpoint → audio P50 / P95 / P99 ms',
      'voice to voice P50 / P95 ms',
      'long gaps',
      'cut in',
      'driver late P99 ms',
    ],
  ],
  rows: steps.map(step => [
    String(step.calls),
    shown(step.seconds, 0),
    String(step.counts.turns),
    percent(step.cpu, 1),
    percent(step.cpuPerCall, 3),
    shown(step.rssMb, 0),
    shown(step.loopLagP99),
    percentiles(step.latencies.turn, ['p50', 'p95', 'p99']),
    percentiles(step.latencies.voiceToVoice, ['p50', 'p95'], 0),
    percent(longGapShare(step), 3),
    String(step.counts.cutIn),
    driverLate(step),
  ]),
});

/** What else happened to the callers, a line for each step. */
export const callersTable = (title: string, steps: readonly Measured[]): Table => ({
  title,
  head: [
    ...['calls', 'connecting P50 / P95 ms', 'barge-ins, missed', 'barge-in → silence P50 / P95 ms'],
    ...[
      'underruns',
      'of them long',
      'replies unfinished',
      'frames lost on purpose',
      'refused, broken off',
      'codes',
    ],
  ],
  rows: steps.map(({ calls, latencies, counts, codes }) => [
    String(calls),
    percentiles(latencies.connecting, ['p50', 'p95']),
    `${counts.bargeIns}, ${counts.bargeInsMissed}`,
    percentiles(latencies.bargeInStop, ['p50', 'p95'], 0),
    String(counts.gaps),
    String(counts.longGaps),
    String(counts.unfinished),
    String(counts.framesLost),
    `${counts.refused}, ${counts.broken}`,
    codesIn(codes),
  ]),
});

/** Of errors, refusals and closes, with how often they came. */
export const codesIn = (codes: Readonly<Record<string, number>>): string =>
  Object.entries(codes)
    .map(([code, count]) => `${code} ${count}`)
    .join(', ') || 'none';

/**
 * What is left of that where frames are only moved.
 * @param echo of every frame, where it was measured
 */
export const floorTable = (floor: Measured, echo: Measured | null): Table => ({
  title: 'The same frames on a bare ws server',
  head: ['frames out', 'calls', 'CPU of a core', 'CPU a call', 'resident MB', 'driver late P99 ms'],
  rows: [
    ['as many as the service sent', ...floorRow(floor)],
    ...(echo ? [['as many as came in', ...floorRow(echo)]] : []),
  ],
});

const floorRow = (floor: Measured): string[] => [
  String(floor.calls),
  percent(floor.cpu, 1),
  percent(floor.cpuPerCall, 3),
  shown(floor.rssMb, 0),
  driverLate(floor),
];
