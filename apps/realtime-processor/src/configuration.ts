import { AuthSettings, LimitSettings } from '@app/auth';
import { CacheSettings } from '@app/cache';
import { ClusterSettings } from '@app/cluster';
import {
  Configuration,
  ConfigurationError,
  LatencyTargets,
  ProviderChoice,
  ResilienceSettings,
  ServerSettings,
} from '@app/config';
import type { Environment, Fragment } from '@app/config';
import type { ProviderKind } from '@app/core';
import { ProfileSettings } from '@app/profiles';
import { RedisSettings } from '@app/redis';
import { vadFragments } from '@app/vad';
import { DoorSettings } from './doors/door-settings';
import { ObservabilitySettings } from './observability/observability-settings';
import { providers } from './providers';
import { TurnSettings } from './voice/turn-settings';
import { WorkerSettings } from './workers/worker-settings';

/** Everything the environment can say, in the order of `.env.example`. */
export const fragments: readonly Fragment[] = [
  ServerSettings,
  WorkerSettings,
  ObservabilitySettings,
  DoorSettings,
  AuthSettings,
  LimitSettings,
  RedisSettings,
  ClusterSettings,
  ProviderChoice,
  CacheSettings,
  ProfileSettings,
  ResilienceSettings,
  TurnSettings,
  LatencyTargets,
  ...vadFragments,
  ...Object.values(providers).flatMap(kind => kind.map(provider => provider.settings)),
];

/** @throws ConfigurationError naming every bad variable */
export function loadConfiguration(environment: Environment): Configuration {
  const configuration = Configuration.load(fragments, environment);
  const choice = configuration.get(ProviderChoice);
  const problems = (['stt', 'ai', 'tts'] as const).flatMap(kind =>
    unknownProviders(kind, choice[kind] ?? []),
  );
  if (problems.length > 0) throw new ConfigurationError(problems);
  return configuration;
}

function unknownProviders(kind: ProviderKind, chain: readonly string[]): string[] {
  const names = providers[kind].map(provider => provider.name);
  if (chain.every(name => names.includes(name))) return [];
  return [`${kind.toUpperCase()}_PROVIDER: must name providers among ${names.join(', ')}`];
}
