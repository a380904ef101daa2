import { bounds } from '../bounds';
import { replyFrameBytes, standardCall } from '../driver/call-plan';
import { startFloor } from '../processes/floor';
import type { Findings, Verdict } from '../report/load-report';
import { measureInTime } from '../run/measure-calls';
import { isVoid } from '../run/measured';
import type { Measured } from '../run/measured';
import type { RunOptions } from '../run/options';
import { againstCalls, overTime, waterfallOf } from '../run/plots';
import { callersTable, floorTable, stepsTable } from '../run/tables';
import { atLeast, atMost, complete, driverInTime, holds, served } from '../run/verdicts';
import { withService } from '../run/with-service';

/** To the bound, and then as far as it goes. */
const STEPS: Readonly<Record<RunOptions['providers'], readonly number[]>> = {
  simulated: [50, 100, 200, 300, 350, 400, 450, 500, 550, 600],
  azure: [25, 50, 100, 125, 150, 175, 200, 250],
};
const SHORT_STEPS = [50];
const SECONDS = 30;
const SHORT_SECONDS = 6;
/** So that the first turns, and what is compiled in them, are over, s. */
const SETTLE_S = 10;
const SHORT_SETTLE_S = 4;
const OPENED_PER_SECOND = 50;

export interface LoadRun {
  readonly steps: readonly Measured[];
  /** The highest step that was served as promised. */
  readonly best: Measured | null;
  /** A bare `ws` server with the frames of the best step, as many in and as many out; null where it was not measured. */
  readonly floor: Measured | null;
  /** One that sends back every frame it gets, which is more than a service does that is silent most of the time. */
  readonly echo: Measured | null;
}

/** Calls in steps, until they are not served as promised any more; then the same frames on a bare `ws` server. */
export async function runLoad(options: RunOptions): Promise<LoadRun> {
  const { short, token } = options;
  const timing = {
    perSecond: OPENED_PER_SECOND,
    settleS: short ? SHORT_SETTLE_S : SETTLE_S,
    measureS: options.seconds ?? (short ? SHORT_SECONDS : SECONDS),
    ...(short && { attempts: 1 }),
  };
  const plan = { ...standardCall, ...options.plan };
  const steps = await withService(options, {}, async target => {
    const done: Measured[] = [];
    for (const calls of options.calls ?? (short ? SHORT_STEPS : STEPS[options.providers])) {
      const step = await measureInTime(target, { plan, calls, token, ...timing });
      done.push(step);
      if (!holds(short ? complete(step) : served(step))) break;
    }
    return done;
  });
  const best = steps.findLast(step => holds(short ? complete(step) : served(step))) ?? null;
  if (!best || best.cpu === null) return { steps, best, floor: null, echo: null };
  const onFloor = async (share: number): Promise<Measured> => {
    const server = await startFloor(share, replyFrameBytes(plan));
    try {
      return await measureInTime(server, { plan, calls: best.calls, token: '', ...timing });
    } finally {
      await server.stop();
    }
  };
  const floor = await onFloor(best.counts.framesOut / best.counts.framesIn);
  return { steps, best, floor, echo: short ? null : await onFloor(1) };
}

export const ratioOf = ({ best, floor }: Pick<LoadRun, 'best' | 'floor'>): number =>
  best?.cpuPerCall && floor?.cpuPerCall ? best.cpuPerCall / floor.cpuPerCall : Number.NaN;

/** A step that is void beyond the best one says nothing, and breaks nothing: it is marked. */
function verdictsOf(run: LoadRun, { providers, short }: RunOptions): Verdict[] {
  const newest = run.steps.at(-1)!;
  const { best, floor } = run;
  const ratio = (value: number, bound: number): Verdict[] =>
    floor ? [atMost('CPU of a call over the bare ws floor', value, bound, '×', 2)] : [];
  if (short) return [...ratio(ratioOf(run), bounds.shortOverFloor[providers]), ...complete(newest)];
  return [
    atLeast('calls served as promised', best?.calls ?? 0, bounds.calls[providers]),
    ...ratio(floor && isVoid(floor) ? Number.NaN : ratioOf(run), bounds.overFloor[providers]),
    ...(floor ? [driverInTime(floor, 'the floor')] : []),
    ...served(best ?? newest),
  ];
}

export function loadReport(run: LoadRun, options: RunOptions): Findings {
  const { steps, best, floor, echo } = run;
  const shown = best ?? steps.at(-1)!;
  const waterfall = waterfallOf(shown);
  return {
    title: `Load: calls in steps, ${options.providers} providers`,
    bounds: verdictsOf(run, options),
    plots: [...overTime(shown), ...againstCalls(steps)],
    tables: [
      stepsTable('Steps', steps),
      callersTable('What else happened to the callers', steps),
      ...(floor ? [floorTable(floor, echo)] : []),
    ],
    ...(waterfall && { waterfall }),
    runs: { steps, floor: floor ? [floor] : [], echo: echo ? [echo] : [] },
  };
}
