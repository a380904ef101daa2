import { parseArgs } from 'node:util';
import type { ParseArgsOptionDescriptor } from 'node:util';
import type { CallPlan } from '../driver/call-plan';
import { providerNames } from '../processes/providers';
import type { ProviderName } from '../processes/providers';
import { fraction, number, oneOf, whole } from './option-values';
import { optionTable } from './option-table';
import type { OptionName } from './option-table';

/** What a run was asked for on the command line and by the environment. */
export interface RunOptions {
  /** Steps of concurrency; null: those of the run itself. */
  readonly calls: readonly number[] | null;
  /** Measured in each step, s; null: what the run itself holds right. */
  readonly seconds: number | null;
  readonly providers: ProviderName;
  /** How callers behave, where that was asked for: laid over the plan of the run itself. */
  readonly plan: Partial<CallPlan>;
  /** Small enough for every CI run: nothing that depends on how fast the machine is counts. */
  readonly short: boolean;
  /** A folder for a CPU profile of the service. */
  readonly profile: string | null;
  /** `ws://host:port` of a service that runs already. */
  readonly target: string | null;
  /** What its callers show it. */
  readonly token: string;
}

/** One driver holds no more callers that speak. */
export const MOST_CALLS = 600;
/** Those who say nothing are limited by the ports of the machine only. */
const MOST_IDLE = 60_000;

type Values = Readonly<Partial<Record<OptionName, string | boolean>>>;

/**
 * @param program by its name without `test:`
 * @throws TypeError for what nobody knows
 */
export function readOptions(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  program: string,
): RunOptions {
  const options: Record<string, ParseArgsOptionDescriptor> = {};
  for (const [name, { example }] of Object.entries(optionTable))
    options[name] = { type: example === null ? 'boolean' : 'string' };
  const values: Values = parseArgs({ args: [...args], options }).values;
  const mostCalls = program === 'connections' ? MOST_IDLE : MOST_CALLS;
  return {
    calls:
      read(values, 'calls', (name, text) => text.split(',').map(each => whole(name, each, 1, mostCalls))) ??
      null,
    seconds: read(values, 'seconds', (name, text) => number(name, text, 0.1, 86_400)) ?? null,
    providers: read(values, 'providers', (name, text) => oneOf(name, providerNames, text)) ?? 'simulated',
    plan: planOf(values),
    short: values.short === true,
    profile: read(values, 'profile', (_, text) => text) ?? null,
    target: environment['TARGET_URL'] || null,
    token: environment['TARGET_TOKEN'] || 'valid_load_any',
  };
}

function planOf(values: Values): Partial<CallPlan> {
  const asked: { [Name in keyof CallPlan]: CallPlan[Name] | undefined } = {
    wire: read(values, 'wire', (name, text) => oneOf(name, ['binary', 'json'], text)),
    input: read(values, 'input', (name, text) => oneOf(name, ['pcm16', 'mulaw', 'alaw'], text)),
    inputRate: read(values, 'input-rate', (name, text) => oneOf(name, [8000, 16_000], text)),
    audio: read(values, 'audio', (name, text) => oneOf(name, ['pcm16', 'mulaw', 'alaw', 'opus'], text)),
    rate: read(values, 'rate', (name, text) => oneOf(name, [8000, 16_000, 24_000], text)),
    talkRatio: read(values, 'talk', (name, text) => number(name, text, 0.05, 0.9)),
    jitterMs: read(values, 'jitter', (name, text) => number(name, text, 0, 500)),
    loss: read(values, 'loss', fraction),
    bargeIns: read(values, 'barge-ins', fraction),
    callS: read(values, 'call-seconds', (name, text) => number(name, text, 0, 86_400)),
    vanish: read(values, 'vanish', fraction),
  };
  if (asked.wire === 'json' && (asked.input ?? 'pcm16') !== 'pcm16')
    throw new TypeError('--wire json carries pcm16 and nothing else: leave --input out');
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

/** @returns undefined for what was not given */
function read<Value>(
  values: Values,
  name: OptionName,
  parse: (name: OptionName, text: string) => Value,
): Value | undefined {
  const text = values[name];
  return typeof text === 'string' ? parse(name, text) : undefined;
}
