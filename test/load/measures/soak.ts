import { bounds } from '../bounds';
import { standardCall } from '../driver/call-plan';
import type { Inspected } from '../processes/inspected';
import { withInspected } from '../processes/inspected-service';
import type { LoadReport, Verdict } from '../report/load-report';
import { thisMachine } from '../run/finish';
import { measureCalls } from '../run/measure-calls';
import type { Measured } from '../run/measured';
import type { RunOptions } from '../run/options';
import { overTime, stepsTable } from '../run/plots';
import { slope } from '../run/slope';
import { atLeast, atMost, none } from '../run/verdicts';

const CALLS = 100;
const SHORT_CALLS = 10;
const SECONDS = 1200;
const SHORT_SECONDS = 16;
const SAMPLES = 40;
const SHORT_SAMPLES = 4;
const SETTLE_S = 10;
/** Calls of half a minute on a line that is none of the best, with callers as they are. */
const PLAN = { ...standardCall, callS: 30, vanish: 0.2, bargeIns: 0.2, jitterMs: 20, loss: 0.002 };
const SHORT_CALL_S = 3;
/** Whatever looks after calls that are over is done by then, ms. */
const LEFT_WITHIN_MS = 30_000;

interface Sample {
  readonly second: number;
  /** After all garbage was collected, MB. */
  readonly heapMb: number;
  readonly rssMb: number;
  readonly handles: number;
}

export interface SoakRun {
  readonly measured: Measured;
  readonly samples: readonly Sample[];
  /** Timers and open files before the first call, and after the last. */
  readonly timers: readonly [number, number];
  readonly handles: readonly [number, number];
}

/**
 * Calls come and go, for long. What lives in the service is looked at from outside, by its inspector.
 * @throws for a service that runs already: it can not be inspected
 */
export async function runSoak({ short, seconds, calls, token, target }: RunOptions): Promise<SoakRun> {
  if (target !== null)
    throw new Error('a service that runs already cannot be inspected: leave TARGET_URL out');
  const measureS = seconds ?? (short ? SHORT_SECONDS : SECONDS);
  return withInspected(async (service, inspected) => {
    await service.quiet();
    await inspected.heapMb();
    const before = { timers: await inspected.timers(), handles: service.usage()?.handles ?? Number.NaN };
    const samples: Sample[] = [];
    const begunAt = performance.now();
    const look = async (): Promise<void> => {
      const heapMb = await inspected.heapMb();
      const { rssMb = Number.NaN, handles = Number.NaN } = service.usage() ?? {};
      samples.push({ second: (performance.now() - begunAt) / 1000, heapMb, rssMb, handles });
    };
    const sampling = setInterval(() => void look(), (measureS * 1000) / (short ? SHORT_SAMPLES : SAMPLES));
    const measured = await measureCalls(service, {
      plan: short ? { ...PLAN, callS: SHORT_CALL_S } : PLAN,
      calls: calls?.[0] ?? (short ? SHORT_CALLS : CALLS),
      perSecond: 50,
      settleS: SETTLE_S,
      measureS,
      token,
    }).finally(() => clearInterval(sampling));
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

/** What the heap grows by, from the first half of the samples on, MB an hour; and the standard error of that. */
export function growth(samples: readonly Sample[]): { readonly perHour: number; readonly error: number } {
  const late = samples.slice(samples.length >> 1);
  const xs = late.map(({ second }) => second / 3600);
  const ys = late.map(({ heapMb }) => heapMb);
  const perHour = slope(xs, ys);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleX, middleY] = [mean(xs), mean(ys)];
  const left = ys.reduce((sum, y, i) => sum + (y - middleY - perHour * (xs[i]! - middleX)) ** 2, 0);
  const spread = xs.reduce((sum, x) => sum + (x - middleX) ** 2, 0);
  return { perHour, error: Math.sqrt(left / Math.max(1, xs.length - 2) / spread) };
}

function verdictsOf({ measured, samples, timers, handles }: SoakRun, { short }: RunOptions): Verdict[] {
  const { counts } = measured;
  const { perHour, error } = growth(samples);
  const unanswered = counts.unanswered / Math.max(1, counts.turns);
  return [
    atLeast('calls that came and went', counts.callsEnded, 1),
    none('calls refused', counts.refused),
    none('calls broken off', counts.broken),
    none('errors', counts.errors),
    atMost('turns without an answer', unanswered * 100, bounds.soak.unanswered * 100, '%', 2),
    atMost('timers left', timers[1] - timers[0], 0, '', 0),
    atMost('files left open', handles[1] - handles[0], 0, '', 0),
    ...(short
      ? []
      : [
          atMost(
            'heap grows, less twice its error, an hour',
            perHour - 2 * error,
            bounds.soak.heapMbPerHour,
            'MB',
          ),
        ]),
  ];
}

export function soakReport(run: SoakRun, options: RunOptions): LoadReport {
  const { measured, samples } = run;
  const { perHour, error } = growth(samples);
  const x = samples.map(({ second }) => second);
  return {
    title: 'Soak: calls that come and go',
    startedAt: new Date().toISOString(),
    machine: thisMachine(),
    bounds: verdictsOf(run, options),
    plots: [
      {
        title: 'Memory',
        xLabel: 's',
        yLabel: 'MB',
        x,
        series: [
          { label: 'heap, all garbage collected', values: samples.map(({ heapMb }) => heapMb) },
          { label: 'resident', values: samples.map(({ rssMb }) => rssMb) },
        ],
      },
      {
        title: 'Open files',
        xLabel: 's',
        yLabel: 'files',
        x,
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
          ['heap grows, MB an hour, second half', '', `${perHour.toFixed(1)} ± ${error.toFixed(1)}`],
          ['calls that came and went', '', String(measured.counts.callsEnded)],
        ],
      },
      stepsTable('Calls', [measured]),
    ],
  };
}
