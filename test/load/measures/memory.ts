import { bounds } from '../bounds';
import { standardCall } from '../driver/call-plan';
import type { Inspected } from '../processes/inspected';
import { withInspected } from '../processes/inspected-service';
import type { Target } from '../processes/service';
import type { LoadReport, Verdict } from '../report/load-report';
import { thisMachine } from '../run/finish';
import { measureCalls } from '../run/measure-calls';
import { median } from '../run/median';
import type { Measured } from '../run/measured';
import type { RunOptions } from '../run/options';
import { againstCalls, stepsTable } from '../run/plots';
import { slope } from '../run/slope';
import { atMost, complete } from '../run/verdicts';
import { withService } from '../run/with-service';

const STEPS = [50, 100, 200, 300];
const SHORT_STEPS = [5, 15];
const AZURE_STEPS = [25, 50, 100];
const SECONDS = 15;
const SHORT_SECONDS = 4;
/** One start says little: the median of so many, with the files of the modules in the kernel's cache, is what counts. */
const STARTS = 5;
/** Short calls: of one second and a half, in the mean, so many at once. */
const CHURN = { ...standardCall, callS: 1.5, vanish: 0.2 };
const CHURN_AT_ONCE = 60;
const CHURN_CALLS = 2000;
const CHURN_ROUNDS = 4;
const CHURN_WITHIN_S = 120;
const FORGOTTEN_MS = 2000;
const SHORT_CHURN_CALLS = 32;

export interface MemoryRun {
  /** The service with the providers of Azure, before its first call; null: not looked at. */
  readonly base: { readonly rssMb: number; readonly readyMs: number } | null;
  readonly simulated: readonly Measured[];
  /** With the SDK, whose recogniser is part of each call; empty: not looked at. */
  readonly azure: readonly Measured[];
  /** Null for a service that runs already: it cannot be inspected. */
  readonly churn: Churn | null;
}

interface Churn {
  readonly calls: number;
  readonly failed: number;
  /** On the heap after each round, when all garbage was collected, MB. */
  readonly heapMb: readonly number[];
  /** Open files before and after. */
  readonly handles: readonly [number, number];
}

/** What the service holds: before calls, for each of them, and after they are gone. */
export async function runMemory(options: RunOptions): Promise<MemoryRun> {
  const { short } = options;
  const stepsOn = (providers: RunOptions['providers'], steps: readonly number[]): Promise<Measured[]> =>
    withService({ ...options, providers }, {}, target => measureSteps(target, steps, options));
  const azure = short || options.target !== null ? null : await baseOf(options);
  return {
    base: azure,
    simulated: await stepsOn('simulated', options.calls ?? (short ? SHORT_STEPS : STEPS)),
    azure: azure ? await stepsOn('azure', AZURE_STEPS) : [],
    churn: options.target === null ? await churn(options) : null,
  };
}

async function baseOf(options: RunOptions): Promise<{ rssMb: number; readyMs: number }> {
  const starts: number[] = [];
  let rssMb = Number.NaN;
  for (let start = 1; start <= STARTS; start++)
    await withService({ ...options, providers: 'azure' }, {}, async ({ usage, readyMs }) => {
      starts.push(readyMs ?? Number.NaN);
      if (start < STARTS) return;
      await new Promise(resolve => setTimeout(resolve, SECONDS * 1000));
      rssMb = usage()?.rssMb ?? Number.NaN;
    });
  return { rssMb, readyMs: median(starts) };
}

async function measureSteps(
  target: Target,
  steps: readonly number[],
  { short, seconds, token }: RunOptions,
): Promise<Measured[]> {
  const measureS = seconds ?? (short ? SHORT_SECONDS : SECONDS);
  const done: Measured[] = [];
  for (const calls of steps)
    done.push(
      await measureCalls(target, {
        plan: standardCall,
        calls,
        perSecond: 50,
        settleS: measureS / 2,
        measureS,
        token,
      }),
    );
  return done;
}

/** Short calls one after the other, in rounds, so that what is left of them can be told from what the first ones needed. */
const churn = (options: RunOptions): Promise<Churn> =>
  withInspected((service, inspected) => churnOn(service, inspected, options));

async function churnOn(target: Target, inspected: Inspected, { short, token }: RunOptions): Promise<Churn> {
  const wanted = short ? SHORT_CHURN_CALLS : CHURN_CALLS;
  // Whoever asks for metrics keeps a connection open, too.
  await target.quiet();
  const before = target.usage()?.handles ?? Number.NaN;
  const heapMb: number[] = [];
  let calls = 0;
  let failed = 0;
  for (let round = 1; round <= CHURN_ROUNDS; round++) {
    const measured = await measureCalls(target, {
      plan: CHURN,
      calls: short ? SHORT_STEPS[0]! : CHURN_AT_ONCE,
      perSecond: 50,
      settleS: 0,
      measureS: CHURN_WITHIN_S,
      token,
      until: counts => counts.callsEnded >= wanted / CHURN_ROUNDS,
      seed: round,
    });
    calls += measured.counts.callsEnded;
    failed += measured.counts.broken + measured.counts.refused + measured.counts.errors;
    await target.quiet();
    await untilForgotten();
    heapMb.push(await inspected.heapMb());
  }
  return { calls, failed, heapMb, handles: [before, target.usage()?.handles ?? Number.NaN] };
}

/** Those who broke off are kept for a second, should they come back. */
const untilForgotten = (): Promise<void> => new Promise(resolve => setTimeout(resolve, FORGOTTEN_MS));

const perCall = (steps: readonly Measured[]): number =>
  slope(
    steps.map(({ calls }) => calls),
    steps.map(({ rssMb }) => rssMb ?? Number.NaN),
  );

/** That a call leaves behind once the first round has warmed everything up, MB. */
const leftPerCall = ({ heapMb, calls }: Churn): number =>
  slope(
    heapMb.slice(1).map((_, i) => i),
    heapMb.slice(1),
  ) /
  (calls / CHURN_ROUNDS);

function verdictsOf({ base, simulated, churn }: MemoryRun, { short }: RunOptions): Verdict[] {
  const { memory } = bounds;
  const always = [
    ...simulated.flatMap(complete),
    ...(churn
      ? [
          atMost('short calls that failed', churn.failed, 0, '', 0),
          atMost('files that short calls left open', churn.handles[1] - churn.handles[0], 0, '', 0),
        ]
      : []),
  ];
  if (short) return always;
  return [
    ...(base ? [atMost('resident before the first call', base.rssMb, memory.baseMb, 'MB', 0)] : []),
    ...(base ? [atMost('start to ready', base.readyMs, bounds.readyMs, 'ms', 0)] : []),
    atMost('resident for a call', perCall(simulated), memory.perCallMb, 'MB', 2),
    ...(churn ? [atMost('left of a short call', leftPerCall(churn) * 1024, memory.leftMb * 1024, 'kB')] : []),
    ...always,
  ];
}

export function memoryReport(run: MemoryRun, options: RunOptions): LoadReport {
  const { base, simulated, azure, churn } = run;
  const mb = (value: number): string => `${value.toFixed(2)} MB`;
  return {
    title: 'Memory',
    startedAt: new Date().toISOString(),
    machine: thisMachine(),
    bounds: verdictsOf(run, options),
    plots: againstCalls(simulated),
    tables: [
      {
        title: 'Resident',
        head: ['what', 'memory'],
        rows: [
          ...(base ? [['providers of Azure, before the first call', mb(base.rssMb)]] : []),
          ['a call', mb(perCall(simulated))],
          ...(azure.length > 0 ? [['a call with the SDK of Azure', mb(perCall(azure))]] : []),
          ...(churn?.heapMb ?? []).map((heap, i) => [
            `heap after ${Math.round((churn!.calls / CHURN_ROUNDS) * (i + 1))} short calls, garbage collected`,
            mb(heap),
          ]),
        ],
      },
      stepsTable('Calls, simulated providers', simulated),
      ...(azure.length > 0 ? [stepsTable('Calls, SDK of Azure', azure)] : []),
    ],
  };
}
