import { parseArgs } from 'node:util';
import { providerNames } from '../processes/providers';
import type { ProviderName } from '../processes/providers';

/** What a run was asked for on the command line and by the environment. */
export interface RunOptions {
  /** Steps of concurrency; null: those of the run itself. */
  readonly calls: readonly number[] | null;
  /** Measured in each step, s; null: what the run itself holds right. */
  readonly seconds: number | null;
  readonly providers: ProviderName;
  readonly wire: 'binary' | 'json';
  /** Small enough for every CI run: nothing that depends on how fast the machine is counts. */
  readonly short: boolean;
  /** A folder for a CPU profile of the service. */
  readonly profile: string | null;
  /** `ws://host:port` of a service that runs already. */
  readonly target: string | null;
  /** What its callers show it. */
  readonly token: string;
}

/** @throws TypeError for what nobody knows */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): RunOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      calls: { type: 'string' },
      seconds: { type: 'string' },
      providers: { type: 'string', default: 'simulated' },
      wire: { type: 'string', default: 'binary' },
      short: { type: 'boolean', default: false },
      profile: { type: 'string' },
    },
  });
  return {
    calls: values.calls === undefined ? null : values.calls.split(',').map(text => positive('calls', text)),
    seconds: values.seconds === undefined ? null : positive('seconds', values.seconds),
    providers: oneOf('providers', providerNames, values.providers),
    wire: oneOf('wire', ['binary', 'json'] as const, values.wire),
    short: values.short,
    profile: values.profile ?? null,
    target: environment['TARGET_URL'] || null,
    token: environment['TARGET_TOKEN'] || 'valid_load_any',
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value))
    throw new TypeError(`--${name} takes numbers above 0, not ${text}`);
  return value;
}

function oneOf<Name extends string>(name: string, names: readonly Name[], text: string): Name {
  const found = names.find(known => known === text);
  if (!found) throw new TypeError(`--${name} takes ${names.join(' or ')}, not ${text}`);
  return found;
}
