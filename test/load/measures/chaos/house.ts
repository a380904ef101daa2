import { RedisServer } from '@app/testing';
import type { EmulatorProcess } from '../../../performance/azure/emulator-process';
import { startProviders } from '../../processes/providers';
import type { Providers } from '../../processes/providers';
import { startService } from '../../processes/service';
import type { StartedService } from '../../processes/service';

/** Who has to go elsewhere does so between two turns: the last 30 s are for that, ms. */
const DRAIN_MS = '40000';

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

  static async open(): Promise<House> {
    const redis = await RedisServer.start();
    const providers = await startProviders('azure');
    const environment = environmentOf(providers, redis);
    const instances = await Promise.all([startService(environment), startService(environment)]);
    return new House(redis, providers, providers.emulator!, instances);
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

  /** It is told to stop, and drains. */
  async dismiss(which: 0 | 1): Promise<void> {
    await this.instances[which].stop('SIGTERM');
    this.exits.push(this.instances[which].child.exitCode);
  }

  /** Again where it was. */
  async replace(which: 0 | 1): Promise<void> {
    const { port } = this.instances[which];
    this.instances[which] = await startService(environmentOf(this.providers, this.redis), [], port);
  }

  async close(): Promise<void> {
    await Promise.all(this.instances.map(instance => instance.stop('SIGKILL')));
    await this.providers.stop();
    await this.redis.close();
  }
}

const environmentOf = (providers: Providers, redis: RedisServer): Record<string, string> => ({
  ...providers.environment,
  // There is one who speaks where Azure does not, and never hangs up.
  STT_PROVIDER: 'azure,simulated',
  AI_PROVIDER: 'azure-openai,simulated',
  TTS_PROVIDER: 'azure,simulated',
  REDIS_URL: redis.url,
  DRAIN_TIMEOUT_MS: DRAIN_MS,
});
