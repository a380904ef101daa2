import { bounds } from '../bounds';
import { standardCall } from '../driver/call-plan';
import { REPLY_MS, simulatedEars } from '../processes/providers';
import type { LoadReport, Verdict } from '../report/load-report';
import { thisMachine } from '../run/finish';
import { measureInTime } from '../run/measure-calls';
import type { Measured } from '../run/measured';
import type { RunOptions } from '../run/options';
import { overTime, stepsTable, waterfallOf } from '../run/plots';
import { atMost, complete, driverInTime } from '../run/verdicts';
import { withService } from '../run/with-service';

/** What a turn can have before its endpoint: nothing, the whole answer, an opener that was spoken before, or everything. */
const settings = {
  /** Every turn waits for its answer from the endpoint on. */
  plain: { SPECULATION_MAX_PER_TURN: '0' },
  /** As delivered. */
  ahead: {},
  /** A silence is bridged as soon as the turn has ended, by words that are there. */
  openers: {
    SPECULATION_MAX_PER_TURN: '0',
    ADAPTIVE_OPTIMIZATION: 'false',
    TARGET_TOTAL_PIPELINE_LATENCY: '400',
    TARGET_AI_GENERATION: '10',
    TARGET_TEXT_TO_SPEECH: '10',
  },
  /** Answer and sound are those of an earlier turn. What only simulates is never cached, so Azure's adapters answer. */
  cached: { SPECULATION_MAX_PER_TURN: '0', CACHE_ENABLED: 'true', ...simulatedEars },
} as const;
type Setting = keyof typeof settings;

const LEVELS = [1, 10, 50, 100, 200];
const SHORT_LEVELS = [10];
/** Few calls have to be heard longer to have turns enough, s. */
const secondsFor = (calls: number): number => (calls < 50 ? 60 : 30);
const SHORT_SECONDS = 6;
const SETTLE_S = 10;
const SHORT_SETTLE_S = 3;

const providersFor = (setting: Setting, { providers }: RunOptions): Pick<RunOptions, 'providers'> => ({
  providers: setting === 'cached' ? 'azure' : providers,
});

export interface LatencyRun {
  /** By level. */
  readonly plain: readonly Measured[];
  readonly ahead: readonly Measured[];
  /** At the highest level. */
  readonly openers: Measured;
  readonly cached: Measured;
}

/** Latency under so many calls at once, in each of the settings. */
export async function runLatency(options: RunOptions): Promise<LatencyRun> {
  const levels = options.calls ?? (options.short ? SHORT_LEVELS : LEVELS);
  const measure = (setting: Setting, wanted: readonly number[]): Promise<Measured[]> =>
    withService({ ...options, ...providersFor(setting, options) }, settings[setting], async target => {
      const done: Measured[] = [];
      for (const calls of wanted)
        done.push(
          await measureInTime(target, {
            plan: standardCall,
            calls,
            perSecond: 50,
            settleS: options.short ? SHORT_SETTLE_S : SETTLE_S,
            measureS: options.seconds ?? (options.short ? SHORT_SECONDS : secondsFor(calls)),
            token: options.token,
          }),
        );
      return done;
    });
  const top = [levels.at(-1)!];
  return {
    plain: await measure('plain', levels),
    ahead: await measure('ahead', levels),
    openers: (await measure('openers', top))[0]!,
    cached: (await measure('cached', top))[0]!,
  };
}

function verdictsOf({ plain, ahead, openers, cached }: LatencyRun, { short }: RunOptions): Verdict[] {
  const [slow, quick] = [plain.at(-1)!, ahead.at(-1)!];
  const all = [slow, quick, openers, cached];
  if (short) return all.flatMap(complete);
  const { latency } = bounds;
  const own = slow.latencies.turn;
  const cutIn = quick.counts.answered === 0 ? Number.NaN : quick.counts.cutIn / quick.counts.answered;
  return [
    ...all.map(driverInTime),
    atMost('own share of a turn, P50', own.p50 - REPLY_MS, latency.ownP50Ms, 'ms'),
    atMost('own share of a turn, P99', own.p99 - REPLY_MS, latency.ownP99Ms, 'ms'),
    atMost('endpoint → first audio, nothing ahead, P95', own.p95, latency.turnMs, 'ms'),
    atMost(
      'last sound → first audio, answered ahead, P95',
      quick.latencies.voiceToVoice.p95,
      latency.voiceToVoiceMs,
      'ms',
    ),
    atMost('answered while the caller still spoke', cutIn * 100, latency.cutIn * 100, '%', 2),
    atMost(
      'last sound → first audio, with openers, P95',
      openers.latencies.voiceToVoice.p95,
      latency.openerMs,
      'ms',
    ),
    atMost('cached turn from the endpoint, P95', cached.latencies.turn.p95, latency.cachedMs, 'ms'),
  ];
}

export function latencyReport(run: LatencyRun, options: RunOptions): LoadReport {
  const { plain, ahead, openers, cached } = run;
  const waterfall = waterfallOf(plain.at(-1)!);
  return {
    title: `Latency under load, ${options.providers} providers`,
    startedAt: new Date().toISOString(),
    machine: thisMachine(),
    bounds: verdictsOf(run, options),
    plots: [...overTime(plain.at(-1)!), ...overTime(ahead.at(-1)!)],
    tables: [
      stepsTable('Nothing is answered ahead', plain),
      stepsTable('Answered ahead, as delivered', ahead),
      stepsTable('Silences bridged by openers', [openers]),
      stepsTable('Answer and sound cached', [cached]),
    ],
    ...(waterfall && { waterfall }),
  };
}
