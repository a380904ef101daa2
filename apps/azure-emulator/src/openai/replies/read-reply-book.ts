import { isObject } from '../../server/json';
import type { ReplyBook } from './reply-book';

/** A book of replies that cannot be used; the message says why. */
export class ReplyBookError extends Error {}

/** `"echo"`, `{script: [texts]}`, or `{rules: [{when, say, call}], otherwise}`. @throws ReplyBookError */
export function readReplyBook(value: unknown): ReplyBook {
  if (value === 'echo') return { kind: 'echo' };
  if (!isObject(value)) throw new ReplyBookError('replies are "echo", {"script": […]} or {"rules": […]}');
  const { script, rules, otherwise } = value;
  if (Array.isArray(script) && script.length > 0 && script.every(each => typeof each === 'string'))
    return { kind: 'script', replies: script };
  if (!Array.isArray(rules)) throw new ReplyBookError('"script" is a list of texts, "rules" one of rules');
  rules.forEach(checkRule);
  return {
    kind: 'rules',
    rules,
    ...(typeof otherwise === 'string' ? { otherwise } : {}),
  };
}

function checkRule(rule: unknown, index: number): void {
  const fail = (why: string): never => {
    throw new ReplyBookError(`rule ${index + 1}: ${why}`);
  };
  if (!isObject(rule)) return fail('is no object');
  const { when, say, call } = rule;
  if (say === undefined && call === undefined) fail('needs "say" or "call"');
  if (say !== undefined && typeof say !== 'string') fail('"say" is a text');
  if (
    call !== undefined &&
    !(isObject(call) && typeof call['name'] === 'string' && isObject(call['arguments']))
  )
    fail('"call" is {"name": …, "arguments": {…}}');
  if (when === undefined) return;
  if (typeof when !== 'string') return fail('"when" is a text');
  try {
    new RegExp(when, 'iu');
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}
