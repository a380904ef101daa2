import type { CallPlan } from '../driver/call-plan';
import { Fleet } from '../driver/fleet';
import { Tally } from '../driver/tally';
import type { Target } from '../processes/service';
import { isVoid } from './measured';
import type { Measured } from './measured';
import { MomentLog } from './moment-log';
import { showProgress } from './progress';

export interface MeasureOptions {
  readonly plan: CallPlan;
  readonly calls: number;
  /** Opened a second. */
  readonly perSecond: number;
  /** Before anything counts, s. */
  readonly settleS: number;
  /** s; at most, where `until` is given. */
  readonly measureS: number;
  readonly token: string;
  readonly seed?: number;
  /** Done when all calls are there, before anything counts. */
  readonly before?: () => Promise<void>;
  /** Measured so often at most, where the driver was late. */
  readonly attempts?: number;
  /** It is enough, by what was counted since the calls were there. */
  readonly until?: (counts: Readonly<Tally['counts']>) => boolean;
}

const LOOK_MS = 1000;
/** No run is told in more. */
const MOMENTS = 120;
const ATTEMPTS = 3;
/** As the fleet counts them. */
const NOT_LET_IN = /^(refused |not connected)/;

/** So many calls at once, for so long, on a service that is there. */
export async function measureCalls(target: Target, options: MeasureOptions): Promise<Measured> {
  const { plan, calls, perSecond, settleS, measureS, token, seed = 1, until } = options;
  const tally = new Tally();
  const rssIdleMb = target.usage()?.rssMb ?? null;
  const fleet = new Fleet({ url: target.url, size: calls, plan, token, seed }, tally);
  try {
    await fleet.grow(calls, perSecond);
    await everySecond(settleS, () => showProgress(`${fleet.live} calls, settling`));
    await options.before?.();
    begin(tally);
    await target.loopLagMs();
    const log = new MomentLog(target, tally, () => fleet.live, Math.ceil(measureS / MOMENTS));
    await everySecond(measureS, () => {
      log.look();
      return until?.(tally.counts) ?? false;
    });
    const { cpu, seconds, moments } = log;
    const usage = target.usage();
    return {
      calls,
      live: fleet.live,
      seconds,
      cpu,
      cpuPerCall: cpu === null ? null : cpu / calls,
      rssMb: usage?.rssMb ?? null,
      rssIdleMb,
      handles: usage?.handles ?? null,
      loopLagP99: await target.loopLagMs(),
      ...tally.result,
      moments,
    };
  } finally {
    await fleet.close();
  }
}

/** From now on everything counts; of what was before, who was not let in. */
function begin(tally: Tally): void {
  const { refused } = tally.counts;
  const codes = [...tally.codes].filter(([code]) => NOT_LET_IN.test(code));
  tally.restart();
  tally.counts.refused = refused;
  for (const [code, count] of codes) tally.codes.set(code, count);
}

/** Measures again, a few times, where the driver itself was late: something else ran on the machine, and it says nothing. */
export async function measureInTime(target: Target, options: MeasureOptions): Promise<Measured> {
  const { attempts = ATTEMPTS } = options;
  let measured = await measureCalls(target, options);
  for (let again = 1; again < attempts && isVoid(measured); again++)
    measured = await measureCalls(target, options);
  return measured;
}

/** @param each true: it is enough */
async function everySecond(seconds: number, each: () => boolean | void): Promise<void> {
  const end = performance.now() + seconds * 1000;
  for (let left = seconds * 1000; left > 0; left = end - performance.now()) {
    await new Promise(resolve => setTimeout(resolve, Math.min(LOOK_MS, left)));
    if (each()) return;
  }
}
