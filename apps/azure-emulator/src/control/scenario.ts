import type { FaultRule } from '../faults/fault-rule';
import { readRules } from '../faults/read-rule';
import type { ReplyBook } from '../openai/replies/reply-book';
import { readReplyBook } from '../openai/replies/read-reply-book';
import { isObject } from '../server/json';
import type { JsonObject } from '../server/json';
import type { Fixture } from '../speech-to-text/fixture-recognizer';
import type { Said } from '../speech-to-text/said-queue';
import { readSettings } from './read-settings';
import type { Settings } from './settings';

/** What the emulator hears, says and does wrong: a file, or the body of a request. What is left out stays as it is. */
export interface Scenario {
  readonly settings?: Partial<Settings>;
  readonly faults?: readonly FaultRule[];
  /** What the next phrases are, one each. */
  readonly utterances?: readonly Said[];
  readonly fixtures?: readonly Fixture[];
  /** By the number of a marker. */
  readonly track?: Readonly<Record<string, string>>;
  readonly replies?: ReplyBook;
}

/** A scenario that cannot be played; the message names the field. */
export class ScenarioError extends Error {}

const readers: { readonly [Name in keyof Scenario]-?: (value: unknown) => Scenario[Name] } = {
  settings: readSettings,
  faults: readRules,
  utterances: value => readUtterances(value, 'connection'),
  fixtures: value => readUtterances(value, 'digest'),
  track: readTrack,
  replies: readReplyBook,
};

/** @throws ScenarioError, RuleError or ReplyBookError */
export function readScenario(value: unknown): Scenario {
  if (!isObject(value)) throw new ScenarioError('a scenario is an object');
  for (const name of Object.keys(value))
    if (!Object.hasOwn(readers, name)) throw new ScenarioError(`a scenario has no field "${name}"`);
  return Object.fromEntries(
    Object.entries(readers)
      .filter(([name]) => value[name] !== undefined)
      .map(([name, read]) => [name, read(value[name])]),
  );
}

/** A text, an utterance, or a list of them; texts become utterances. @throws ScenarioError */
export function readUtterances(value: unknown, extra: 'connection' | 'digest'): Said[] {
  return (Array.isArray(value) ? value : [value]).map((each: unknown) => {
    const said = typeof each === 'string' ? { text: each } : each;
    if (!isObject(said) || typeof said['text'] !== 'string')
      throw new ScenarioError('an utterance is a text or {"text": …}');
    for (const [name, field] of Object.entries(said)) {
      const check = name === extra ? isText : fieldsOfUtterance[name];
      if (!check?.(field)) throw new ScenarioError(`an utterance has no such "${name}"`);
    }
    return said as JsonObject & Said;
  });
}

const isText = (value: unknown): boolean => typeof value === 'string';

const fieldsOfUtterance: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: isText,
  language: isText,
  confidence: value => typeof value === 'number' && value >= 0 && value <= 1,
  words: value => Array.isArray(value) && value.every(isWord),
};

const isWord = (word: unknown): boolean =>
  isObject(word) &&
  isText(word['text']) &&
  typeof word['startMs'] === 'number' &&
  typeof word['endMs'] === 'number';

/** @throws ScenarioError */
export function readTrack(value: unknown): Record<string, string> {
  if (!isObject(value) || !Object.entries(value).every(([id, text]) => /^\d{1,4}$/.test(id) && isText(text)))
    throw new ScenarioError('"track" is {"number": "text"}');
  return value as Record<string, string>;
}
