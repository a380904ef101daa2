import { startProviders } from '../processes/providers';
import type { Providers } from '../processes/providers';
import { runningTarget, startService } from '../processes/service';
import type { Target } from '../processes/service';
import type { RunOptions } from './options';

type Asked = Pick<RunOptions, 'providers' | 'profile' | 'target'>;

/**
 * Starts providers and service, or finds the one that runs, and stops again whatever was started.
 * @param environment of the service, besides what load needs
 */
export async function withService<Result>(
  { providers: name, profile, target }: Asked,
  environment: Readonly<Record<string, string>>,
  use: (target: Target, providers: Providers | null) => Promise<Result>,
): Promise<Result> {
  if (target !== null) return use(runningTarget(target), null);
  const providers = await startProviders(name);
  try {
    const profiling = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
    const service = await startService({ ...providers.environment, ...environment }, profiling);
    try {
      return await use(service, providers);
    } finally {
      await service.stop();
    }
  } finally {
    await providers.stop();
  }
}
