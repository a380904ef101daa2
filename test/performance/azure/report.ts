import { percentile } from '../turns/percentiles';
import type { Bound } from '../vad/bounds';
import { table } from '../vad/report';
import type { AddedLatency } from './added-latency';
import type { CallCost } from './load';
import type { PoolTimes } from './pool';

const COMMITTED_MS = 5;
const ASKED_MS = 2;
const FRAMED_MS = 3;
/** Where this process was later than this itself, the run says nothing. */
const DRIVER_LATE_MS = 5;

export const isVoid = ({ driverLateMs }: Pick<AddedLatency, 'driverLateMs'>): boolean =>
  percentile(driverLateMs, 0.99) > DRIVER_LATE_MS;

const row = (name: string, values: readonly number[]): string[] => [
  name,
  String(values.length),
  ...[0.5, 0.95, 0.99].map(share => percentile(values, share).toFixed(2)),
];

export const latencyTable = ({ calls, ...added }: AddedLatency, { cold, warm }: PoolTimes): string =>
  table(
    [`added by the service, ms, ${calls} calls`, 'times', 'P50', 'P95', 'P99'],
    [
      row('end of speech decided → committed', added.committed),
      row('first sentence there → synthesis asked for', added.asked),
      row('synthesis asked for → first sound', added.sounded),
      row('first sound → first frame out', added.framed),
      row('first sound, connection open', warm),
      row('first sound, connection to be opened', cold),
      row('the driver’s frames were late by', added.driverLateMs),
    ],
  );

export const costTable = ({ calls, turns, cpu, rssMb, firstAudioMs, driverLateMs }: CallCost): string =>
  table(
    [`${calls} calls at once`, ''],
    [
      ['turns', String(turns)],
      ['CPU of the service for a call, of one core', `${(cpu * 100).toFixed(2)} %`],
      ['memory of the service for a call', `${rssMb.toFixed(2)} MB`],
      // CPU and memory are the service's own; what it took its time for, on a busy machine, is not.
      ['endpoint → first audio P50 / P95, ms', isVoid({ driverLateMs }) ? '–' : shares(firstAudioMs)],
      ['the driver’s frames were late by P50 / P95, ms', shares(driverLateMs)],
    ],
  );

const shares = (values: readonly number[]): string =>
  `${percentile(values, 0.5).toFixed(1)} / ${percentile(values, 0.95).toFixed(1)}`;

/** What is promised of what the service adds. */
export function addedBounds({ committed, asked, framed, driverLateMs }: AddedLatency): Bound[] {
  if (isVoid({ driverLateMs })) {
    const late = percentile(driverLateMs, 0.99).toFixed(1);
    return [
      { promise: `the machine is quiet, or the run is void: frames ${late} ms late, P99`, holds: false },
    ];
  }
  const within = (what: string, values: readonly number[], ms: number): Bound => {
    const p95 = percentile(values, 0.95);
    return { promise: `${what}, P95 within ${ms} ms: ${p95.toFixed(2)} ms`, holds: p95 <= ms };
  };
  return [
    within('end of speech decided → committed', committed, COMMITTED_MS),
    within('first sentence there → synthesis asked for', asked, ASKED_MS),
    within('first sound → first frame out', framed, FRAMED_MS),
  ];
}
