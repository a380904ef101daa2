import type { Bound } from '../vad/bounds';
import type { OwnShare } from './live/own-share';
import { percentile, shareOf } from './percentiles';
import { isMeant } from './disturbances';
import type { OverOutcome } from './speaking-over';
import type { TurnOutcome } from './taking-turns';

const MOST_CUT_IN = 0.03;
/** Of the detector's making: it loses a voice in noise now and then. */
const MOST_LOST = 0.01;
const STOP_MS = 160;
const MOST_FALSE = 0.02;
const SHARE_P50_MS = 3;
const SHARE_P99_MS = 15;
/** A driver that is later than this itself has measured nothing. */
const DRIVER_LATE_MS = 5;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const ms = (value: number): string => `${value.toFixed(1)} ms`;

/** What is promised of turns; each says what came out, and whether it holds. */
export function turnBounds(turns: readonly TurnOutcome[]): Bound[] {
  const none = (what: string, is: (turn: TurnOutcome) => boolean): Bound => {
    const count = turns.filter(is).length;
    return { promise: `turns ${what}, 0: ${count} of ${turns.length}`, holds: count === 0 };
  };
  const cutIn = shareOf(turns, turn => turn.cutIn);
  const lost = shareOf(turns, turn => turn.lost);
  return [
    {
      promise: `turns cut in on, at most ${percent(MOST_CUT_IN)}: ${percent(cutIn)}`,
      holds: cutIn <= MOST_CUT_IN,
    },
    none('missed', turn => turn.missed),
    none('answered twice', turn => turn.twice),
    {
      promise: `turns of which words were lost, at most ${percent(MOST_LOST)}: ${percent(lost)}`,
      holds: lost <= MOST_LOST,
    },
  ];
}

export function overBounds(outcomes: readonly OverOutcome[]): Bound[] {
  const wanted = outcomes.filter(({ what }) => isMeant(what));
  const others = outcomes.filter(({ what }) => !isMeant(what));
  const stop = percentile(
    wanted.map(({ stopMs }) => stopMs ?? Infinity),
    0.95,
  );
  const dropped = shareOf(others, outcome => outcome.dropped);
  const resumed = others.filter(outcome => !outcome.dropped);
  const broken = resumed.filter(outcome => !outcome.whole || !outcome.settled).length;
  return [
    { promise: `barge-in stops the reply, P95 within ${STOP_MS} ms: ${ms(stop)}`, holds: stop <= STOP_MS },
    {
      promise: `false interruptions, at most ${percent(MOST_FALSE)}: ${percent(dropped)}`,
      holds: dropped <= MOST_FALSE,
    },
    { promise: `resumed wrongly, 0: ${broken} of ${resumed.length}`, holds: broken === 0 },
  ];
}

/** Whether the driver was too late itself for its run to say anything. */
export const isVoid = ({ driverLateMs }: OwnShare): boolean =>
  percentile(driverLateMs, 0.99) > DRIVER_LATE_MS;

export function shareBounds(share: OwnShare): Bound[] {
  const { whole, calls, driverLateMs } = share;
  if (isVoid(share)) {
    const late = ms(percentile(driverLateMs, 0.99));
    return [
      { promise: `void: the driver itself was late, P99 within ${DRIVER_LATE_MS} ms: ${late}`, holds: false },
    ];
  }
  const bound = (part: number, most: number): Bound => {
    const value = percentile(whole, part);
    return {
      promise: `own share at ${calls} calls, P${part * 100} within ${most} ms: ${ms(value)}`,
      holds: value <= most,
    };
  };
  return [bound(0.5, SHARE_P50_MS), bound(0.99, SHARE_P99_MS)];
}
