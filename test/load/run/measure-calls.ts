import type { CallPlan } from '../driver/call-plan';
import { Fleet } from '../driver/fleet';
import { Tally } from '../driver/tally';
import type { Target } from '../processes/service';
import type { Measured, Moment } from './measured';
import { showProgress } from './progress';

export interface MeasureOptions {
  readonly plan: CallPlan;
  readonly calls: number;
  /** Opened a second. */
  readonly perSecond: number;
  /** Before anything counts, s. */
  readonly settleS: number;
  readonly measureS: number;
  readonly token: string;
  readonly seed?: number;
}

const MOMENT_MS = 1000;

/** So many calls at once, for so long, on a service that is there. */
export async function measureCalls(target: Target, options: MeasureOptions): Promise<Measured> {
  const { plan, calls, perSecond, settleS, measureS, token, seed = 1 } = options;
  const tally = new Tally();
  const idle = target.usage();
  const fleet = new Fleet({ url: target.url, size: calls, plan, token, seed }, tally);
  try {
    await fleet.grow(calls, perSecond);
    await watch(settleS, () => showProgress(`${fleet.live} calls, settling`));
    tally.restart();
    await target.loopLagMs();
    const begun = target.usage();
    const begunAt = performance.now();
    const moments: Moment[] = [];
    const turnsBefore = { answered: 0, at: begunAt, cpuS: begun?.cpuS ?? 0 };
    await watch(measureS, () => {
      const now = performance.now();
      const usage = target.usage();
      const seconds = (now - turnsBefore.at) / 1000;
      const { turn, voiceToVoice, driverLate } = tally.latencies;
      moments.push({
        second: (now - begunAt) / 1000,
        calls: fleet.live,
        cpu: usage ? (usage.cpuS - turnsBefore.cpuS) / seconds : null,
        rssMb: usage?.rssMb ?? null,
        turnP50: turn.at(50),
        turnP95: turn.at(95),
        turnP99: turn.at(99),
        voiceToVoiceP95: voiceToVoice.at(95),
        driverLateP99: driverLate.at(99),
      });
      turnsBefore.at = now;
      turnsBefore.cpuS = usage?.cpuS ?? 0;
      const load = usage && begun ? (usage.cpuS - begun.cpuS) / ((now - begunAt) / 1000) : Number.NaN;
      showProgress(
        `${fleet.live} calls, ${Math.round(now - begunAt) / 1000} s, cpu ${(load * 100).toFixed(0)} %, turn P95 ${turn.at(95).toFixed(0)} ms, driver late P99 ${driverLate.at(99).toFixed(1)} ms`,
      );
    });
    const ended = target.usage();
    const wallS = (performance.now() - begunAt) / 1000;
    const cpu = begun && ended ? (ended.cpuS - begun.cpuS) / wallS : null;
    const measured: Measured = {
      calls,
      live: fleet.live,
      seconds: wallS,
      cpu,
      cpuPerCall: cpu === null ? null : cpu / calls,
      rssMb: ended?.rssMb ?? null,
      rssIdleMb: idle?.rssMb ?? null,
      handles: ended?.handles ?? null,
      loopLagP99: await target.loopLagMs(),
      latencies: {
        turn: tally.latencies.turn.summary,
        voiceToVoice: tally.latencies.voiceToVoice.summary,
        bargeInStop: tally.latencies.bargeInStop.summary,
        connecting: tally.latencies.connecting.summary,
        driverLate: tally.latencies.driverLate.summary,
      },
      counts: { ...tally.counts },
      codes: Object.fromEntries(tally.codes),
      waterfall: tally.waterfall,
      moments,
    };
    return measured;
  } finally {
    await fleet.close();
  }
}

/** Runs something every second for so long. */
async function watch(seconds: number, each: () => void): Promise<void> {
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    await new Promise(resolve => setTimeout(resolve, Math.min(MOMENT_MS, until - performance.now())));
    each();
  }
}
