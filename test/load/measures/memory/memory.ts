import { bounds } from '../../bounds';
import { standardCall } from '../../driver/call-plan';
import { withInspected } from '../../processes/inspected-service';
import type { Target } from '../../processes/service';
import type { Findings, Verdict } from '../../report/load-report';
import { measureCalls, measureInTime } from '../../run/measure-calls';
import { median } from '../../run/median';
import { isRemote } from '../../run/measured';
import type { Measured } from '../../run/measured';
import type { RunOptions } from '../../run/options';
import { againstCalls, overTime } from '../../run/plots';
import { slope } from '../../run/slope';
import { callersTable, stepsTable } from '../../run/tables';
import { atMost, complete, driverInTime, growsNot } from '../../run/verdicts';
import { withService } from '../../run/with-service';
import { growth, growthInWords, heapPlot, watchHeap } from '../heap-watch';
import type { Sample } from '../heap-watch';
import { soakPlan } from '../soak';
import { churn, churnVerdicts } from './churn';
import type { Churn } from './churn';

const STEPS = [50, 100, 200, 300];
const SHORT_STEPS = [15];
const AZURE_STEPS = [25, 50, 100];
const SECONDS = 15;
const SHORT_SECONDS = 5;
/** So that there are turns in so few seconds. */
const SHORT_PLAN = { ...standardCall, firstS: 1 };
/** One start says little: the median of so many, with the files of the modules in the kernel's cache, is what counts. */
const STARTS = 5;
/** A soak that is not long; that of twenty minutes is a program of its own. */
const SOAK = { calls: 100, seconds: 240, settleS: 15, everyMs: 10_000 };

export interface MemoryRun {
  /** The service with the providers of Azure, before its first call; null: not looked at. */
  readonly base: { readonly rssMb: number; readonly readyMs: number } | null;
  readonly simulated: readonly Measured[];
  /** With the SDK, whose recogniser is part of each call; empty: not looked at. */
  readonly azure: readonly Measured[];
  /** Null for a service that runs already: it cannot be inspected. */
  readonly churn: Churn | null;
  /** Calls that come and go for some minutes, with the heap while they do; null: not looked at. */
  readonly soak: { readonly result: Measured; readonly samples: readonly Sample[] } | null;
}

/** What the service holds: before calls, for each of them, and after they are gone. */
export async function runMemory(options: RunOptions): Promise<MemoryRun> {
  const { short } = options;
  const stepsOn = (providers: RunOptions['providers'], steps: readonly number[]): Promise<Measured[]> =>
    withService({ ...options, providers }, {}, target => measureSteps(target, steps, options));
  const base = short || options.target !== null ? null : await baseOf(options);
  return {
    base,
    simulated: await stepsOn('simulated', options.calls ?? (short ? SHORT_STEPS : STEPS)),
    azure: base ? await stepsOn('azure', AZURE_STEPS) : [],
    churn:
      options.target === null
        ? await withInspected((service, inspected) => churn(service, inspected, options))
        : null,
    soak: base ? await soak(options) : null,
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
  { short, seconds, token, plan }: RunOptions,
): Promise<Measured[]> {
  const measureS = seconds ?? (short ? SHORT_SECONDS : SECONDS);
  const done: Measured[] = [];
  for (const calls of steps)
    done.push(
      await measureInTime(target, {
        plan: { ...(short ? SHORT_PLAN : standardCall), ...plan },
        calls,
        perSecond: 50,
        settleS: measureS / 2,
        measureS,
        token,
        ...(short && { attempts: 1 }),
      }),
    );
  return done;
}

const soak = ({ token, plan }: RunOptions): Promise<NonNullable<MemoryRun['soak']>> =>
  withInspected((service, inspected) =>
    watchHeap(service, inspected, SOAK.everyMs, () =>
      measureCalls(service, {
        plan: { ...soakPlan, ...plan },
        calls: SOAK.calls,
        perSecond: 50,
        settleS: SOAK.settleS,
        measureS: SOAK.seconds,
        token,
      }),
    ),
  );

const perCall = (steps: readonly Measured[]): number =>
  slope(
    steps.map(({ calls }) => calls),
    steps.map(({ rssMb }) => rssMb ?? Number.NaN),
  );

function verdictsOf({ base, simulated, azure, churn, soak }: MemoryRun, { short }: RunOptions): Verdict[] {
  const { memory, readyMs } = bounds;
  const always = [...simulated.flatMap(complete), ...(churn ? churnVerdicts(churn, short) : [])];
  if (short) return always;
  return [
    ...simulated.map(each => driverInTime(each)),
    ...azure.map(each => driverInTime(each, 'SDK of Azure')),
    ...(base
      ? [
          atMost('resident before the first call', base.rssMb, memory.baseMb, 'MB', 0),
          atMost('start to ready', base.readyMs, readyMs, 'ms', 0),
        ]
      : []),
    ...(simulated.some(isRemote)
      ? []
      : [atMost('resident for a call', perCall(simulated), memory.perCallMb, 'MB', 2)]),
    ...always,
    ...(soak ? growsNot('heap grows, an hour', growth(soak.samples), memory.growthErrorMbPerHour, 'MB') : []),
  ];
}

export function memoryReport(run: MemoryRun, options: RunOptions): Findings {
  const { simulated, azure, soak } = run;
  return {
    title: 'Memory',
    bounds: verdictsOf(run, options),
    plots: [
      ...againstCalls(simulated),
      ...overTime(simulated.at(-1)!),
      ...(soak ? [heapPlot(soak.samples)] : []),
    ],
    tables: [
      { title: 'Resident', head: ['what', 'memory'], rows: residentRows(run) },
      stepsTable('Calls, simulated providers', simulated),
      ...(azure.length > 0 ? [stepsTable('Calls, SDK of Azure', azure)] : []),
      ...(soak ? [stepsTable('Calls that come and go', [soak.result])] : []),
      callersTable('What else happened to the callers', [...simulated, ...azure]),
    ],
    runs: { simulated, azure, soak: soak ? [soak.result] : [] },
  };
}

function residentRows({ base, simulated, azure, churn, soak }: MemoryRun): string[][] {
  const mb = (value: number): string => (Number.isNaN(value) ? '–' : `${value.toFixed(2)} MB`);
  return [
    ...(base ? [['providers of Azure, before the first call', mb(base.rssMb)]] : []),
    ['a call', mb(perCall(simulated))],
    ...(azure.length > 0 ? [['a call with the SDK of Azure', mb(perCall(azure))]] : []),
    ...(churn?.rounds ?? []).map(({ calls, heapMb }) => [
      `heap after ${calls} short calls, garbage collected`,
      mb(heapMb),
    ]),
    ...(soak ? [['heap grows in an hour while calls come and go', `${growthInWords(soak.samples)} MB`]] : []),
  ];
}
