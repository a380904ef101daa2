import { bounds } from '../../bounds';
import { standardCall } from '../../driver/call-plan';
import type { Inspected } from '../../processes/inspected';
import type { Target } from '../../processes/service';
import type { Verdict } from '../../report/load-report';
import { measureCalls } from '../../run/measure-calls';
import type { RunOptions } from '../../run/options';
import { fit } from '../../run/slope';
import type { Fit } from '../../run/slope';
import { atLeast, atMost, growsNot, none } from '../../run/verdicts';

interface Size {
  readonly calls: number;
  readonly rounds: number;
  readonly atOnce: number;
  /** In the mean, s. */
  readonly callS: number;
  /** Turns that have to be answered, in those of the calls. */
  readonly turnsPerCall: number;
}

/** Whoever speaks at once has the answer after five seconds, and nobody hangs up before that. */
const FULL: Size = { calls: 2000, rounds: 8, atOnce: 200, callS: 10, turnsPerCall: 1 };
/** Half of the callers hang up too early for that. */
const SHORT: Size = { calls: 60, rounds: 3, atOnce: 30, callS: 5.5, turnsPerCall: 0.4 };
const PER_SECOND = 400;
const ROUND_WITHIN_S = 120;
/** Those who broke off are kept for a second, should they come back, ms. */
const FORGOTTEN_MS = 2000;

export interface Churn {
  /** That came and went. */
  readonly calls: number;
  readonly failed: number;
  readonly answered: number;
  readonly unanswered: number;
  /** After each round: calls so far, and the heap when all garbage was collected, MB. */
  readonly rounds: readonly { readonly calls: number; readonly heapMb: number }[];
  /** Open files before and after. */
  readonly handles: readonly [number, number];
}

/** Short calls that speak at once, in rounds, so that what is left of them can be told from what the first ones needed. */
export async function churn(
  target: Target,
  inspected: Inspected,
  { short, token, plan }: RunOptions,
): Promise<Churn> {
  const { calls: wanted, rounds: count, atOnce, callS } = short ? SHORT : FULL;
  // Whoever asks for metrics keeps a connection open, too.
  await target.quiet();
  const before = target.usage()?.handles ?? Number.NaN;
  const rounds: Churn['rounds'][number][] = [];
  const sum = { calls: 0, failed: 0, answered: 0, unanswered: 0 };
  for (let round = 1; round <= count; round++) {
    const { counts } = await measureCalls(target, {
      plan: { ...standardCall, callS, vanish: 0.2, firstS: 0, ...plan },
      calls: atOnce,
      perSecond: PER_SECOND,
      settleS: 0,
      measureS: ROUND_WITHIN_S,
      token,
      until: ({ callsEnded }) => callsEnded >= wanted / count,
      seed: round,
    });
    sum.calls += counts.callsEnded;
    sum.failed += counts.broken + counts.refused + counts.errors;
    sum.answered += counts.answered;
    sum.unanswered += counts.unanswered;
    await target.quiet();
    await new Promise(resolve => setTimeout(resolve, FORGOTTEN_MS));
    rounds.push({ calls: sum.calls, heapMb: await inspected.heapMb() });
  }
  return { ...sum, rounds, handles: [before, target.usage()?.handles ?? Number.NaN] };
}

/** What a call leaves behind once the first round has warmed everything up, kB. */
export function leftPerCall({ rounds }: Pick<Churn, 'rounds'>): Fit {
  const later = rounds.slice(1);
  return fit(
    later.map(({ calls }) => calls),
    later.map(({ heapMb }) => heapMb * 1024),
  );
}

export function churnVerdicts(run: Churn, short: boolean): Verdict[] {
  const { calls, failed, answered, unanswered, handles } = run;
  const { leftErrorKb, shortLeftKb } = bounds.memory;
  const left = leftPerCall(run);
  return [
    ...(short
      ? [atMost('left of a short call', left.slope, shortLeftKb, 'kB')]
      : growsNot('left of a short call', left, leftErrorKb, 'kB', 2)),
    none('short calls that failed', failed),
    atLeast('turns of them answered', answered, Math.floor(calls * (short ? SHORT : FULL).turnsPerCall)),
    none('turns of them without an answer', unanswered),
    atMost('files that short calls left open', handles[1] - handles[0], 0, '', 0),
  ];
}
