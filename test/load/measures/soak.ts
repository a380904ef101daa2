import { bounds } from '../bounds';
import { standardCall } from '../driver/call-plan';
import type { CallPlan } from '../driver/call-plan';
import type { Inspected } from '../processes/inspected';
import { withInspected } from '../processes/inspected-service';
import type { Findings, Verdict } from '../report/load-report';
import { refuseTarget } from '../run/cannot-run';
import { measureCalls } from '../run/measure-calls';
import type { Measured } from '../run/measured';
import type { RunOptions } from '../run/options';
import { overTime } from '../run/plots';
import { callersTable, stepsTable } from '../run/tables';
import { atLeast, atMost, driverInTime, growsNot, longGaps, loopLag, none } from '../run/verdicts';
import { growth, growthInWords, heapPlot, watchHeap } from './heap-watch';
import type { Sample } from './heap-watch';

const CALLS = 100;
const SHORT_CALLS = 10;
const SECONDS = 1200;
const SHORT_SECONDS = 10;
const SAMPLES = 40;
const SHORT_SAMPLES = 4;
const SETTLE_S = 10;
const SHORT_SETTLE_S = 2;
/** Calls of half a minute on a line that is none of the best, with callers as they are. */
export const soakPlan: CallPlan = {
  ...standardCall,
  callS: 30,
  vanish: 0.2,
  bargeIns: 0.2,
  jitterMs: 20,
  loss: 0.002,
};
/** So that there are turns in so few seconds. */
const SHORT_PLAN = { callS: 6, firstS: 1 };
/** Some calls are just being replaced when they are counted, 0–1. */
const THERE = 0.9;
/** Whatever looks after calls that are over is done by then, ms. */
const LEFT_WITHIN_MS = 30_000;

export interface SoakRun {
  readonly measured: Measured;
  readonly samples: readonly Sample[];
  /** Timers and open files before the first call, and after the last. */
  readonly timers: readonly [number, number];
  readonly handles: readonly [number, number];
}

/**
 * Calls come and go, for long. What lives in the service is looked at from outside, by its inspector.
 * @throws CannotRun for a service that runs already: it cannot be inspected
 */
export async function runSoak(options: RunOptions): Promise<SoakRun> {
  refuseTarget(options, 'a service that runs already cannot be inspected');
  const { short, seconds, calls, token, plan } = options;
  const measureS = seconds ?? (short ? SHORT_SECONDS : SECONDS);
  return withInspected(async (service, inspected) => {
    await service.quiet();
    await inspected.heapMb();
    const before = { timers: await inspected.timers(), handles: service.usage()?.handles ?? Number.NaN };
    const everyMs = (measureS * 1000) / (short ? SHORT_SAMPLES : SAMPLES);
    const { result: measured, samples } = await watchHeap(service, inspected, everyMs, () =>
      measureCalls(service, {
        plan: { ...soakPlan, ...(short && SHORT_PLAN), ...plan },
        calls: calls?.[0] ?? (short ? SHORT_CALLS : CALLS),
        perSecond: 50,
        settleS: short ? SHORT_SETTLE_S : SETTLE_S,
        measureS,
        token,
      }),
    );
    await service.quiet();
    await inspected.heapMb();
    return {
      measured,
      samples,
      timers: [before.timers, await timersLeft(inspected, before.timers)],
      handles: [before.handles, service.usage()?.handles ?? Number.NaN],
    };
  });
}

/** @returns how many there are once no more than so many are left, or after a while */
async function timersLeft(inspected: Inspected, before: number): Promise<number> {
  const giveUpAt = performance.now() + LEFT_WITHIN_MS;
  for (;;) {
    const timers = await inspected.timers();
    if (timers <= before || performance.now() > giveUpAt) return timers;
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

function verdictsOf({ measured, samples, timers, handles }: SoakRun, { short }: RunOptions): Verdict[] {
  const { counts, latencies, live, calls } = measured;
  const { soak } = bounds;
  const unanswered = counts.unanswered / Math.max(1, counts.turns);
  const always = [
    atLeast('calls that came and went', counts.callsEnded, 1),
    atLeast('calls at the end', live, Math.floor(calls * THERE)),
    none('calls refused', counts.refused),
    none('calls broken off', counts.broken),
    none('errors', counts.errors),
    atLeast('turns answered', counts.answered, 1),
    atMost('timers left', timers[1] - timers[0], 0, '', 0),
    atMost('files left open', handles[1] - handles[0], 0, '', 0),
  ];
  if (short) return always;
  return [
    driverInTime(measured),
    ...always,
    atMost('turns without an answer', unanswered * 100, soak.unanswered * 100, '%', 2),
    atMost('barge-in → silence, P95', latencies.bargeInStop.p95, soak.bargeInStopMs, 'ms', 0),
    longGaps(measured),
    ...loopLag(measured),
    ...growsNot('heap grows, an hour', growth(samples), soak.growthErrorMbPerHour, 'MB'),
  ];
}

export function soakReport(run: SoakRun, options: RunOptions): Findings {
  const { measured, samples } = run;
  return {
    title: 'Soak: calls that come and go',
    bounds: verdictsOf(run, options),
    plots: [
      heapPlot(samples),
      {
        title: 'Open files',
        xLabel: 's',
        yLabel: 'files',
        x: samples.map(({ second }) => second),
        series: [{ label: 'service', values: samples.map(({ handles }) => handles) }],
      },
      ...overTime(measured),
    ],
    tables: [
      {
        title: 'What is left',
        head: ['', 'before', 'after'],
        rows: [
          ['timers', ...run.timers.map(String)],
          ['open files', ...run.handles.map(String)],
          ['heap, MB', ...[samples[0], samples.at(-1)].map(sample => sample?.heapMb.toFixed(1) ?? '–')],
          ['heap grows, MB an hour, second half', '', growthInWords(samples)],
          ['calls that came and went', '', String(measured.counts.callsEnded)],
        ],
      },
      stepsTable('Calls', [measured]),
      callersTable('What else happened to the callers', [measured]),
    ],
    runs: { soak: [measured] },
  };
}
