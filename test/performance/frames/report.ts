import { loadavg } from 'node:os';
import type { Table } from '../../load/report/load-report';
import type { FloorCost } from './floor';
import type { FrameCost } from './timing';

export const stepsTable = (costs: readonly FrameCost[]): Table => ({
  title: 'A frame of 20 ms',
  head: ['step', 'audio', 'µs', 'heap, bytes', 'buffers, bytes'],
  rows: costs.map(({ name, format, us, heap, buffers }) => [
    name,
    format,
    us.toFixed(2),
    heap.toFixed(0),
    buffers.toFixed(0),
  ]),
});

/** One frame in and one out, in one format. */
export interface Exchange {
  readonly format: string;
  readonly floorUs: number;
  readonly inUs: number;
  readonly outUs: number;
  /** Of all of it to the floor. */
  readonly ratio: number;
}

/** @param floors of the formats that callers send, in the order in which `ins` and `outs` have them */
export const exchanges = (
  floors: readonly FloorCost[],
  ins: readonly FrameCost[],
  outs: readonly FrameCost[],
): Exchange[] =>
  floors.map(({ format, us }, i) => {
    const inUs = ins[i]?.us ?? Number.NaN;
    const outUs = outs[i]?.us ?? Number.NaN;
    return { format, floorUs: us, inUs, outUs, ratio: (us + inUs + outUs) / us };
  });

export const exchangeTable = (all: readonly Exchange[]): Table => ({
  title: 'A frame in and a frame out, beside a bare ws server',
  head: ['audio', 'bare ws, µs', 'in, µs', 'out, µs', 'all of it, of bare ws'],
  rows: all.map(({ format, floorUs, inUs, outUs, ratio }) => [
    format,
    ...[floorUs, inUs, outUs].map(us => us.toFixed(1)),
    `${ratio.toFixed(2)} ×`,
  ]),
});

/** How busy the machine was before: processes that wanted to run, over the last minute. */
export const load = (): string => (loadavg()[0] ?? 0).toFixed(2);
