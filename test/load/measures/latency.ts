import { bounds } from '../bounds';
import { standardCall } from '../driver/call-plan';
import { REPLY_MS, simulatedEars } from '../processes/providers';
import type { Findings, Verdict } from '../report/load-report';
import { measureInTime } from '../run/measure-calls';
import type { Measured } from '../run/measured';
import type { RunOptions } from '../run/options';
import { overTime, waterfallOf } from '../run/plots';
import { callersTable, stepsTable } from '../run/tables';
import { atMost, complete, driverInTime, served } from '../run/verdicts';
import { withService } from '../run/with-service';

/** What a turn can have before its endpoint: nothing, the whole answer, an opener that was spoken before, or everything. */
const settings = {
  /** Every turn waits for its answer from the endpoint on. */
  plain: { SPECULATION_MAX_PER_TURN: '0' },
  /** As delivered. */
  ahead: {},
  /** As delivered, and a silence is bridged as soon as the turn has ended, by words that are there. */
  openers: {
    ADAPTIVE_OPTIMIZATION: 'false',
    TARGET_TOTAL_PIPELINE_LATENCY: '400',
    TARGET_AI_GENERATION: '10',
    TARGET_TEXT_TO_SPEECH: '10',
  },
  /** Answer and sound are those of an earlier turn. What only simulates is never cached, so Azure's adapters answer. */
  cached: { SPECULATION_MAX_PER_TURN: '0', CACHE_ENABLED: 'true', ...simulatedEars },
} as const;
type Setting = keyof typeof settings;

const titles: Readonly<Record<Setting, string>> = {
  plain: 'Nothing is answered ahead',
  ahead: 'Answered ahead, as delivered',
  openers: 'Answered ahead, silences bridged by openers',
  cached: 'Answer and sound cached',
};

const LEVELS = [1, 10, 50, 100, 200];
const SHORT_LEVELS = [10];
/** Few calls have to be heard longer to have turns enough, s. */
const secondsFor = (calls: number): number => (calls < 50 ? 60 : 30);
const SHORT_SECONDS = 5;
/** So that there are turns in so few seconds. */
const SHORT_PLAN = { ...standardCall, firstS: 1 };
const SETTLE_S = 10;
const SHORT_SETTLE_S = 1;

const providersFor = (setting: Setting, { providers }: RunOptions): Pick<RunOptions, 'providers'> => ({
  providers: setting === 'cached' ? 'azure' : providers,
});

/** By setting and level; openers and caches at the highest one only. A service that runs already is only there as it is. */
export type LatencyRun = Pick<Record<Setting, readonly Measured[]>, 'ahead'> &
  Partial<Record<Setting, readonly Measured[]>>;

/** Latency under so many calls at once, in each of the settings. */
export async function runLatency(options: RunOptions): Promise<LatencyRun> {
  const { short, target, token } = options;
  const levels = options.calls ?? (short ? SHORT_LEVELS : LEVELS);
  const measure = (setting: Setting, wanted: readonly number[]): Promise<Measured[]> =>
    withService({ ...options, ...providersFor(setting, options) }, settings[setting], async service => {
      const done: Measured[] = [];
      for (const calls of wanted)
        done.push(
          await measureInTime(service, {
            plan: { ...(short ? SHORT_PLAN : standardCall), ...options.plan },
            calls,
            perSecond: 50,
            settleS: short ? SHORT_SETTLE_S : SETTLE_S,
            measureS: options.seconds ?? (short ? SHORT_SECONDS : secondsFor(calls)),
            token,
            ...(short && { attempts: 1 }),
          }),
        );
      return done;
    });
  if (target !== null) return { ahead: await measure('ahead', levels) };
  const top = [levels.at(-1)!];
  return {
    plain: await measure('plain', levels),
    ahead: await measure('ahead', levels),
    openers: await measure('openers', top),
    cached: await measure('cached', top),
  };
}

const settingsIn = (run: LatencyRun): [Setting, readonly Measured[]][] =>
  (Object.keys(settings) as Setting[]).flatMap(setting => {
    const measured = run[setting];
    return measured ? [[setting, measured] as [Setting, readonly Measured[]]] : [];
  });

/** Of the turns, so many were answered while the caller still spoke, %. */
const cutIn = ({ counts }: Measured): number =>
  counts.answered === 0 ? Number.NaN : (counts.cutIn / counts.answered) * 100;

function verdictsOf(run: LatencyRun, { short, target }: RunOptions): Verdict[] {
  const all = settingsIn(run);
  if (short) return all.flatMap(([, measured]) => complete(measured.at(-1)!));
  if (target !== null) return run.ahead.flatMap(served);
  return [
    ...all.flatMap(([setting, measured]) => measured.map(each => driverInTime(each, titles[setting]))),
    ...promisesOf(run),
  ];
}

/** Of the standard delays, at the highest level. */
function promisesOf({ plain, ahead, openers, cached }: LatencyRun): Verdict[] {
  const { latency } = bounds;
  const [slow, quick, bridged, kept] = [plain, ahead, openers, cached].map(measured => measured?.at(-1));
  if (!slow || !quick || !bridged || !kept) return [];
  const own = slow.latencies.turn;
  return [
    atMost('own share of a turn, P50', own.p50 - REPLY_MS, latency.ownP50Ms, 'ms'),
    atMost('own share of a turn, P99', own.p99 - REPLY_MS, latency.ownP99Ms, 'ms'),
    atMost('endpoint → first audio, nothing ahead, P95', own.p95, latency.turnMs, 'ms'),
    atMost(
      'last sound → first audio, answered ahead, P95',
      quick.latencies.voiceToVoice.p95,
      latency.voiceToVoiceMs,
      'ms',
    ),
    atMost('answered while the caller still spoke', cutIn(quick), latency.cutIn * 100, '%', 2),
    atMost(
      'last sound → first audio, with openers, P95',
      bridged.latencies.voiceToVoice.p95,
      latency.openerMs,
      'ms',
    ),
    atMost('the same with openers, cut in', cutIn(bridged), latency.cutIn * 100, '%', 2),
    atMost('cached turn from the endpoint, P95', kept.latencies.turn.p95, latency.cachedMs, 'ms'),
  ];
}

export function latencyReport(run: LatencyRun, options: RunOptions): Findings {
  const all = settingsIn(run);
  const shown = (run.plain ?? run.ahead).at(-1)!;
  const waterfall = waterfallOf(shown);
  const titleOf = (setting: Setting): string => (options.target === null ? titles[setting] : 'As it is');
  return {
    title: `Latency under load, ${options.target === null ? `${options.providers} providers` : 'a running service'}`,
    bounds: verdictsOf(run, options),
    plots: all.flatMap(([setting, measured]) => {
      const top = measured.at(-1)!;
      return overTime(top, `${top.calls} calls, ${titleOf(setting).toLowerCase()}`);
    }),
    tables: [
      ...all.map(([setting, measured]) => stepsTable(titleOf(setting), measured)),
      callersTable(
        'What else happened to the callers',
        all.flatMap(([, measured]) => measured),
      ),
    ],
    ...(waterfall && { waterfall }),
    runs: Object.fromEntries(all),
  };
}
