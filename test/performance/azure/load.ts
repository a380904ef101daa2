import { connect } from '@app/client';
import type { CallClient } from '@app/client';
import { Line, lines } from '../turns/line';
import { LiveCaller } from '../turns/live/live-caller';
import { Pacer } from '../turns/live/pacer';
import { ServiceProcess } from '../turns/live/service-process';
import { usageOf } from '../../load/processes/usage';
import { seeded } from '../vad/random';
import type { EmulatorProcess } from './emulator-process';

const SETTLE_MS = 5_000;

/** What calls cost the built service on the SDKs of Azure. */
export interface CallCost {
  readonly calls: number;
  readonly turns: number;
  /** CPU of one core that one call takes, 0–1. */
  readonly cpu: number;
  /** Resident memory that one call adds, MB. */
  readonly rssMb: number;
  /** From the endpoint to the first audio, by the service's clock, ms. */
  readonly firstAudioMs: readonly number[];
  readonly driverLateMs: readonly number[];
}

/** The service and the emulator in processes of their own, and so many callers in this one, who speak in real time. */
export async function measureCallCost(
  emulator: EmulatorProcess,
  saying: Int16Array,
  calls: number,
  seconds: number,
): Promise<CallCost> {
  const service = await ServiceProcess.start({
    ...emulator.environment,
    LOG_LEVEL: 'warn',
    STT_PROVIDER: 'azure',
    AI_PROVIDER: 'azure-openai',
    TTS_PROVIDER: 'azure',
    RATE_LIMITS: 'false',
  });
  try {
    const before = usageOf(service.pid);
    const clients: CallClient[] = [];
    for (let i = 0; i < calls; i++)
      clients.push(
        await connect(service.url, { token: 'valid_bench_any', callId: `bench-${i}`, audio: 'pcm16' }),
      );
    const reports = clients.map(client => client.next('session_ended'));
    const callers = clients.map(
      (client, i) => new LiveCaller(client, new Line(lines[0]!, i), [saying], seeded(i)),
    );
    const pacer = new Pacer(callers);
    await passed(SETTLE_MS);
    const begun = usageOf(service.pid);
    const begunAt = performance.now();
    await passed(seconds * 1000);
    const ended = usageOf(service.pid);
    const wall = (performance.now() - begunAt) / 1000;
    pacer.stop();
    await Promise.all(clients.map(client => client.end()));
    return {
      calls,
      turns: callers.reduce((sum, caller) => sum + caller.turns.length, 0),
      cpu: (ended.cpuS - begun.cpuS) / wall / calls,
      rssMb: (ended.rssMb - before.rssMb) / calls,
      firstAudioMs: (await Promise.all(reports)).flatMap(({ data }) => data.report.latencies.firstAudioMs),
      driverLateMs: pacer.lateMs,
    };
  } finally {
    await service.stop();
  }
}

const passed = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
