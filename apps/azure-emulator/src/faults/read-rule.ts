import { isObject } from '../server/json';
import type { JsonObject } from '../server/json';
import { isDelay, isNumbers } from './delay';
import { pointOf, services, stages } from './fault';
import type { FaultKind } from './fault';
import type { FaultRule } from './fault-rule';

/** A rule that cannot be followed; the message names the field. */
export class RuleError extends Error {}

type Check = readonly [wanted: string, holds: (value: unknown) => boolean];

const number: Check = ['a number from 0', value => typeof value === 'number' && value >= 0];
const text: Check = ['a text', value => typeof value === 'string'];
const optional = ([wanted, holds]: Check): Check => [wanted, value => value === undefined || holds(value)];
const oneOf = (values: readonly unknown[]): Check => [
  `one of ${values.join(', ')}`,
  value => values.includes(value),
];
const status: Check = ['a status from 400 to 599', value => whole(value) && value >= 400 && value <= 599];
/** The codes that RFC 6455 lets an endpoint send. */
const closeCode: Check = [
  'a close code that may be sent: 1000, 1001, 1002, 1003, 1007 to 1014, 3000 to 4999',
  value =>
    whole(value) &&
    ([1000, 1001, 1002, 1003].includes(value) ||
      (value >= 1007 && value <= 1014) ||
      (value >= 3000 && value <= 4999)),
];
const delay: Check = ['a number of ms, or a distribution', isDelay];
const spans: Check = [
  'a list of [from, to] in ms',
  value => Array.isArray(value) && value.every(each => isNumbers(each, 2)),
];

const position = { messages: optional(number), audioMs: optional(number) };

const fields: Readonly<Record<FaultKind, Readonly<Record<string, Check>>>> = {
  refuse: {},
  hang: {},
  status: { status, retryAfter: optional(number), code: optional(text), message: optional(text) },
  'content-filter': { at: oneOf(['prompt', 'completion']) },
  stall: position,
  drip: { bytesPerSecond: ['a number above 0', value => typeof value === 'number' && value > 0] },
  close: { code: closeCode, reason: optional(text), ...position },
  cut: position,
  truncate: position,
  garbage: position,
  'wrong-request-id': position,
  'end-turn': position,
  'never-end': {},
  'late-final': { ms: number },
  'never-final': {},
  'contradicting-final': { text },
  'empty-transcript': {},
  'duplicate-phrase': {},
  'phrase-status': { status: text },
  delay: { stage: oneOf(stages), ms: delay },
};

const ruleFields: Readonly<Record<string, Check>> = {
  id: optional(text),
  service: optional(oneOf(services)),
  connection: optional(text),
  deployment: optional(text),
  after: optional(number),
  times: optional(number),
  probability: optional([
    'a number from 0 to 1',
    value => typeof value === 'number' && value >= 0 && value <= 1,
  ]),
  during: optional(spans),
  everyMs: optional(['a number above 0', value => typeof value === 'number' && value > 0]),
  fault: ['an object', isObject],
};

/** @throws RuleError */
export function readRule(value: unknown): FaultRule {
  if (!isObject(value)) throw new RuleError('a rule is an object');
  check(value, ruleFields, 'rule');
  const { kind, ...rest } = value['fault'] as JsonObject;
  if (typeof kind !== 'string' || !Object.hasOwn(pointOf, kind))
    throw new RuleError(`fault.kind must be one of ${Object.keys(pointOf).join(', ')}`);
  check(rest, fields[kind as FaultKind], `fault "${kind}"`);
  return value as unknown as FaultRule;
}

/** One rule or a list of them. @throws RuleError */
export const readRules = (value: unknown): FaultRule[] =>
  Array.isArray(value) ? value.map(readRule) : [readRule(value)];

function check(value: JsonObject, checks: Readonly<Record<string, Check>>, what: string): void {
  for (const name of Object.keys(value))
    if (!Object.hasOwn(checks, name)) throw new RuleError(`${what} has no field "${name}"`);
  for (const [name, [wanted, holds]] of Object.entries(checks))
    if (!holds(value[name])) throw new RuleError(`${what}: "${name}" must be ${wanted}`);
}

const whole = (value: unknown): value is number => Number.isInteger(value);
