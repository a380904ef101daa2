import { Tally } from '../../driver/tally';
import type { TallyResult } from '../../driver/tally';
import type { Findings, Plot, Verdict } from '../../report/load-report';
import { refuseTarget } from '../../run/cannot-run';
import { DRIVER_LATE_MS } from '../../run/measured';
import type { Moment } from '../../run/measured';
import { MomentLog } from '../../run/moment-log';
import type { RunOptions } from '../../run/options';
import { latenciesOverTime } from '../../run/plots';
import { codesIn } from '../../run/tables';
import { atLeast, atMost, none } from '../../run/verdicts';
import { Callers } from './callers';
import { House } from './house';
import { schedule } from './schedule';

const CALLS = 30;
const SHORT_CALLS = 8;
/** How long what goes wrong goes wrong, what follows is not counted, and everything has to be as before, s. */
const TIMES = { trouble: 12, aftermath: 12, calm: 15 };
const SHORT_TIMES = { trouble: 3, aftermath: 5, calm: 6 };
/** Before the first trouble, s. */
const BEFORE_S = 15;
const SHORT_BEFORE_S = 3;
const SHORT_TROUBLES = ['an instance is killed', 'a worker is killed'];
/** Turns are few: a point of the plots is of so many seconds. */
const MOMENT_S = 3;

interface Phase {
  readonly name: string;
  readonly during: TallyResult;
  readonly after: TallyResult;
  readonly lost: number;
  readonly resumed: number;
}

export interface ChaosRun {
  readonly calls: number;
  readonly phases: readonly Phase[];
  /** From the first calm to the last, with the calls that are not lost. */
  readonly moments: readonly Moment[];
  /** When each trouble began, s. */
  readonly struckAt: readonly number[];
  /** P99 of the worst phase, ms. */
  readonly driverLateMs: number;
  /** Exit codes of instances that were told to stop. */
  readonly exits: readonly (number | null)[];
  readonly alive: number;
}

/**
 * One trouble after the other, each with some time to recover from it, on calls that go on all the while.
 * @throws CannotRun for a service that runs already: it is not broken on purpose
 */
export async function runChaos(options: RunOptions): Promise<ChaosRun> {
  refuseTarget(options, 'a service that runs already is not broken on purpose');
  const house = await House.open();
  try {
    return await strikeAll(house, options);
  } finally {
    await house.close();
  }
}

async function strikeAll(house: House, options: RunOptions): Promise<ChaosRun> {
  const { short, calls } = options;
  const times = short ? SHORT_TIMES : TIMES;
  const tally = new Tally();
  const callers = await Callers.open(house.urls, calls?.[0] ?? (short ? SHORT_CALLS : CALLS), options, tally);
  const log = new MomentLog(unseen, tally, () => callers.count - callers.lost, MOMENT_S);
  const looking = setInterval(() => log.look(), 1000);
  const phases: Phase[] = [];
  const struckAt: number[] = [];
  let driverLateMs = 0;
  const pass = async (seconds: number): Promise<TallyResult> => {
    tally.restart();
    await new Promise(resolve => setTimeout(resolve, seconds * 1000));
    driverLateMs = Math.max(driverLateMs, tally.latencies.driverLate.at(99));
    return tally.result;
  };
  try {
    await pass(short ? SHORT_BEFORE_S : BEFORE_S);
    for (const trouble of schedule.filter(({ name }) => !short || SHORT_TROUBLES.includes(name))) {
      const [lost, resumed] = [callers.lost, callers.resumed];
      struckAt.push(log.seconds);
      // Whoever drains takes a while to be gone: the callers are watched meanwhile.
      const [during] = await Promise.all([pass(times.trouble), trouble.strike(house, callers)]);
      await trouble.relieve?.(house);
      await pass(times.aftermath);
      const after = await pass(times.calm);
      phases.push({
        name: trouble.name,
        during,
        after,
        lost: callers.lost - lost,
        resumed: callers.resumed - resumed,
      });
    }
    const { moments } = log;
    const { exits, alive } = house;
    return { calls: callers.count, phases, moments, struckAt, driverLateMs, exits, alive };
  } finally {
    clearInterval(looking);
    await callers.close();
  }
}

/** Instances come and go: what they use together says nothing. */
const unseen = { usage: () => null };

function verdictsOf(run: ChaosRun, { short }: RunOptions): Verdict[] {
  const { phases, exits, alive, driverLateMs } = run;
  return [
    ...(short
      ? []
      : [atMost('the driver itself late, P99, or the run is void', driverLateMs, DRIVER_LATE_MS, 'ms')]),
    none(
      'calls lost',
      phases.reduce((sum, { lost }) => sum + lost, 0),
    ),
    ...phases.flatMap(({ name, after }) => [
      none(`long after “${name}”, turns without an answer`, after.counts.unanswered),
      atLeast(`long after “${name}”, turns answered`, after.counts.answered, 1),
    ]),
    none('instances that did not end cleanly when told to', exits.filter(code => code !== 0).length),
    atLeast('instances alive at the end', alive, 2),
  ];
}

export function chaosReport(run: ChaosRun, options: RunOptions): Findings {
  const turns = ({ counts }: TallyResult): string => `${counts.answered} / ${counts.unanswered}`;
  const shown = ({ latencies: { voiceToVoice } }: TallyResult): string =>
    voiceToVoice.count === 0 ? '–' : `${voiceToVoice.p50.toFixed(0)} / ${voiceToVoice.p95.toFixed(0)}`;
  return {
    title: `Chaos: ${run.calls} calls on two instances`,
    bounds: verdictsOf(run, options),
    plots: plotsOf(run),
    tables: [
      {
        title: options.short ? 'Some troubles' : 'All troubles',
        head: [
          'trouble',
          'struck at, s',
          'answered / not, during',
          'errors told',
          'underruns, of them long, during',
          'voice to voice P50 / P95 ms, during',
          'resumed',
          'lost',
          'answered / not, long after',
          'voice to voice, long after',
        ],
        rows: run.phases.map(({ name, during, after, resumed, lost }, i) => [
          name,
          run.struckAt[i]!.toFixed(0),
          turns(during),
          codesIn(during.codes),
          `${during.counts.gaps}, ${during.counts.longGaps}`,
          shown(during),
          String(resumed),
          String(lost),
          turns(after),
          shown(after),
        ]),
      },
    ],
  };
}

const plotsOf = ({ moments, phases, struckAt }: ChaosRun): Plot[] => [
  ...latenciesOverTime(moments, 'one trouble after the other'),
  {
    title: 'Turns answered, and troubles by number',
    xLabel: 's',
    yLabel: 'in three seconds',
    x: moments.map(({ second }) => second),
    series: [
      { label: 'answered', values: moments.map(({ voiceToVoice }) => voiceToVoice.count) },
      { label: 'calls', values: moments.map(({ calls }) => calls) },
      {
        label: `trouble, 1–${phases.length}`,
        values: moments.map(({ second }) => struckAt.filter(at => at <= second).length),
      },
    ],
  },
];
