import { RedisServer } from '@app/testing';
import type { EmulatorProcess } from '../../../performance/azure/emulator-process';
import { startProviders } from '../../processes/providers';
import type { Providers } from '../../processes/providers';
import { childrenOf } from '../../processes/usage';
import { startService } from '../../processes/service';
import type { StartedService } from '../../processes/service';

/** Who has to go elsewhere does so between two turns: the last 30 s are for that, ms. */
const DRAIN_MS = '40000';

/** One instance is a process; the other is two workers behind one port, and who looks after them. */
const WORKERS = ['1', '2'] as const;

/** Two instances of the service on one Redis, and the emulator: everything that can be broken. */
export class House {
  /** What instances that were told to stop ended with. */
  readonly exits: (number | null)[] = [];

  private constructor(
    readonly redis: RedisServer,
    private readonly providers: Providers,
    readonly emulator: EmulatorProcess,
    private readonly instances: [StartedService, StartedService],
  ) {}

  /** @throws where one of them does not come up; then none is left */
  static async open(): Promise<House> {
    const redis = await RedisServer.start();
    const providers = await startProviders('azure').catch(async (error: unknown) => {
      await redis.close();
      throw error;
    });
    const starting = WORKERS.map((_, which) => startInstance(providers, redis, which as 0 | 1));
    const [first, second] = await Promise.allSettled(starting);
    if (first?.status === 'fulfilled' && second?.status === 'fulfilled')
      return new House(redis, providers, providers.emulator!, [first.value, second.value]);
    for (const started of [first, second])
      if (started?.status === 'fulfilled') await started.value.stop('SIGKILL');
    await providers.stop();
    await redis.close();
    throw new Error('an instance did not come up');
  }

  get urls(): string[] {
    return this.instances.map(({ url }) => url);
  }

  /** Instances that are there. */
  get alive(): number {
    return this.instances.filter(({ child }) => child.exitCode === null && child.signalCode === null).length;
  }

  /** A machine is gone. */
  async kill(which: 0 | 1): Promise<void> {
    await this.instances[which].stop('SIGKILL');
  }

  /** One of the processes that take calls behind one port is gone. @throws where the instance has none */
  killWorker(): void {
    const { pid } = this.instances[1];
    const [worker] = childrenOf(pid);
    if (worker === undefined) throw new Error('there is no worker to kill');
    process.kill(worker, 'SIGKILL');
  }

  /** It is told to stop, and drains. */
  async dismiss(which: 0 | 1): Promise<void> {
    await this.instances[which].stop('SIGTERM');
    this.exits.push(this.instances[which].child.exitCode);
  }

  /** Again where it was. */
  async replace(which: 0 | 1): Promise<void> {
    const { port } = this.instances[which];
    this.instances[which] = await startInstance(this.providers, this.redis, which, port);
  }

  async close(): Promise<void> {
    await Promise.all(this.instances.map(instance => instance.stop('SIGKILL')));
    await this.providers.stop();
    await this.redis.close();
  }
}

const startInstance = (
  providers: Providers,
  redis: RedisServer,
  which: 0 | 1,
  port?: number,
): Promise<StartedService> =>
  startService({ ...environmentOf(providers, redis), WORKERS: WORKERS[which] }, [], port);

const environmentOf = (providers: Providers, redis: RedisServer): Record<string, string> => ({
  ...providers.environment,
  // There is one who speaks where Azure does not, and never hangs up.
  STT_PROVIDER: 'azure,simulated',
  AI_PROVIDER: 'azure-openai,simulated',
  TTS_PROVIDER: 'azure,simulated',
  REDIS_URL: redis.url,
  DRAIN_TIMEOUT_MS: DRAIN_MS,
});
