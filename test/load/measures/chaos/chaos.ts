import { Tally } from '../../driver/tally';
import type { TallyResult } from '../../driver/tally';
import type { LoadReport, Verdict } from '../../report/load-report';
import { thisMachine } from '../../run/finish';
import type { RunOptions } from '../../run/options';
import { showProgress } from '../../run/progress';
import { atLeast, none } from '../../run/verdicts';
import { Callers } from './callers';
import { House } from './house';
import { schedule } from './schedule';

const CALLS = 30;
const SHORT_CALLS = 6;
/** How long what goes wrong goes wrong, what follows is not counted, and everything has to be as before, s. */
const TIMES = { trouble: 12, aftermath: 12, calm: 15 };
const SHORT_TIMES = { trouble: 3, aftermath: 5, calm: 9 };
const SHORT_TROUBLES = ['the model is full, or slow', 'an instance is killed', 'the network is lost'];

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
  /** Exit codes of instances that were told to stop. */
  readonly exits: readonly (number | null)[];
  readonly alive: number;
}

/**
 * One trouble after the other, each with some time to recover from it, on calls that go on all the while.
 * @throws for a service that runs already: it is not broken on purpose
 */
export async function runChaos({ short, calls, token, target }: RunOptions): Promise<ChaosRun> {
  if (target !== null)
    throw new Error('a service that runs already is not broken on purpose: leave TARGET_URL out');
  const times = short ? SHORT_TIMES : TIMES;
  const house = await House.open();
  const tally = new Tally();
  const callers = await Callers.open(house.urls, calls?.[0] ?? (short ? SHORT_CALLS : CALLS), token, tally);
  const phases: Phase[] = [];
  const pass = async (what: string, seconds: number): Promise<TallyResult> => {
    tally.restart();
    showProgress(`${what}, ${callers.count - callers.lost} calls`);
    await new Promise(resolve => setTimeout(resolve, seconds * 1000));
    return tally.result;
  };
  try {
    await pass('nothing is wrong yet', times.calm);
    for (const trouble of schedule.filter(({ name }) => !short || SHORT_TROUBLES.includes(name))) {
      const [lost, resumed] = [callers.lost, callers.resumed];
      // Whoever drains takes a while to be gone: the callers are watched meanwhile.
      const striking = trouble.strike(house, callers);
      const during = await pass(trouble.name, times.trouble);
      await striking;
      await trouble.relieve?.(house);
      await pass(`after: ${trouble.name}`, times.aftermath);
      const after = await pass(`long after: ${trouble.name}`, times.calm);
      phases.push({
        name: trouble.name,
        during,
        after,
        lost: callers.lost - lost,
        resumed: callers.resumed - resumed,
      });
    }
    return { calls: callers.count, phases, exits: house.exits, alive: house.alive };
  } finally {
    await callers.close();
    await house.close();
  }
}

function verdictsOf({ phases, exits, alive }: ChaosRun): Verdict[] {
  return [
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

export function chaosReport(run: ChaosRun, options: RunOptions): LoadReport {
  const codes = (of: TallyResult): string =>
    Object.entries(of.codes)
      .map(([code, count]) => `${code} ${count}`)
      .join(', ') || 'none';
  const turns = ({ counts }: TallyResult): string => `${counts.answered} / ${counts.unanswered}`;
  const shown = ({ latencies: { voiceToVoice } }: TallyResult): string =>
    voiceToVoice.count === 0 ? '–' : `${voiceToVoice.p50.toFixed(0)} / ${voiceToVoice.p95.toFixed(0)}`;
  return {
    title: `Chaos: ${run.calls} calls on two instances`,
    startedAt: new Date().toISOString(),
    machine: thisMachine(),
    bounds: verdictsOf(run),
    plots: [],
    tables: [
      {
        title: options.short ? 'Some troubles' : 'All troubles',
        head: [
          'trouble',
          'answered / not, during',
          'errors told',
          'voice to voice P50 / P95 ms, during',
          'resumed',
          'lost',
          'answered / not, long after',
          'voice to voice, long after',
        ],
        rows: run.phases.map(({ name, during, after, resumed, lost }) => [
          name,
          turns(during),
          codes(during),
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
