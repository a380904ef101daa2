import { AuthSettings } from '@app/auth';
import { Configuration, LatencyTargets, ProviderChoice, ServerSettings } from '@app/config';
import type { Environment, Fragment } from '@app/config';
import { vadFragments } from '@app/vad';
import { providers } from './providers';
import { TurnSettings } from './voice/turn-settings';

/** Everything the environment can say, in the order of `.env.example`. */
export const fragments: readonly Fragment[] = [
  ServerSettings,
  AuthSettings,
  ProviderChoice,
  TurnSettings,
  LatencyTargets,
  ...vadFragments,
  ...Object.values(providers).flatMap(kind => kind.map(provider => provider.settings)),
];

/** @throws ConfigurationError naming every bad variable */
export const loadConfiguration = (environment: Environment): Configuration =>
  Configuration.load(fragments, environment);
