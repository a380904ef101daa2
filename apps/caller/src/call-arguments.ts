import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { isOpusRate } from '@app/audio';
import type { Millis } from '@app/core';
import { handshakeDefaults, inputEncodings, LANGUAGE_TAG, limits, replyEncodings } from '@app/protocol';
import type { InputEncoding, InputFormat, ReplyFormat } from '@app/protocol';
import { UsageError } from './usage';

/** What the caller says. */
export type CallerSource =
  { readonly kind: 'recording'; readonly path: string } | { readonly kind: 'text'; readonly text: string };

export interface CallArguments {
  readonly source: CallerSource;
  readonly url: URL;
  readonly token: string;
  /** Null leaves it to the service. */
  readonly language: string | null;
  readonly input: Readonly<InputFormat>;
  readonly reply: Readonly<ReplyFormat>;
  /** From the first sound of the answer; null: the caller does not interrupt. */
  readonly bargeInAtMs: Millis | null;
  readonly saveTo: string | null;
  readonly json: boolean;
}

const options = {
  say: { type: 'string' },
  url: { type: 'string', default: 'ws://localhost:3002' },
  realtime: { type: 'boolean' },
  'barge-in-at': { type: 'string' },
  save: { type: 'string' },
  json: { type: 'boolean', default: false },
  token: { type: 'string' },
  language: { type: 'string' },
  input: { type: 'string', default: 'pcm16' },
  'input-rate': { type: 'string' },
  audio: { type: 'string', default: 'pcm16' },
  help: { type: 'boolean', default: false },
} as const;

/**
 * Reads the command line. Null: only help was asked for.
 * @throws UsageError
 */
export function parseCallArguments(argv: readonly string[]): CallArguments | null {
  const { values, positionals } = read(argv);
  if (values.help) return null;
  return {
    source: sourceOf(values.say, positionals),
    url: urlOf(values.url),
    token: values.token ?? `valid_caller_${randomBytes(4).toString('hex')}`,
    language: languageOf(values.language),
    input: inputOf(values.input, values['input-rate']),
    reply: replyOf(values.audio),
    bargeInAtMs: bargeInOf(values['barge-in-at']),
    saveTo: values.save ?? null,
    json: values.json,
  };
}

function read(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function sourceOf(text: string | undefined, files: readonly string[]): CallerSource {
  const [path, ...more] = files;
  if (more.length > 0) throw new UsageError(`one recording at a time: ${more[0]} is too much`);
  if (path !== undefined && text !== undefined) throw new UsageError('either a recording or --say, not both');
  if (path !== undefined) return { kind: 'recording', path };
  if (text === undefined || text.trim() === '')
    throw new UsageError('nothing to say: give a WAV file, or --say "some words"');
  return { kind: 'text', text };
}

function urlOf(text: string): URL {
  const url = URL.parse(text);
  if (!url || !['ws:', 'wss:', 'http:', 'https:'].includes(url.protocol))
    throw new UsageError(`--url must be such as ws://localhost:3002, not ${text}`);
  return url;
}

function languageOf(tag: string | undefined): string | null {
  if (tag === undefined || LANGUAGE_TAG.test(tag)) return tag ?? null;
  throw new UsageError(`--language must be a tag such as en-US, not ${tag}`);
}

function inputOf(name: string, rate: string | undefined): InputFormat {
  const encoding = inputEncodings.find(each => each === name);
  if (!encoding) throw new UsageError(`--input must be one of ${inputEncodings.join(', ')}`);
  const sampleRate = rate === undefined ? usualRate(encoding) : Number(rate);
  const { minSampleRate, maxSampleRate } = limits;
  if (!Number.isInteger(sampleRate) || sampleRate < minSampleRate || sampleRate > maxSampleRate)
    throw new UsageError(`--input-rate must be a whole number from ${minSampleRate} to ${maxSampleRate}`);
  if (encoding === 'opus' && !isOpusRate(sampleRate))
    throw new UsageError('--input-rate of opus is 8000, 12000, 16000, 24000 or 48000');
  return { encoding, sampleRate };
}

function replyOf(name: string): ReplyFormat {
  const encoding = replyEncodings.find(each => each === name);
  if (!encoding) throw new UsageError(`--audio must be one of ${replyEncodings.join(', ')}`);
  return { encoding, sampleRate: handshakeDefaults.rate };
}

/** G.711 is telephony: 8 kHz. */
const usualRate = (encoding: InputEncoding): number =>
  encoding === 'mulaw' || encoding === 'alaw' ? 8000 : 16_000;

function bargeInOf(text: string | undefined): Millis | null {
  if (text === undefined) return null;
  const seconds = text.trim() === '' ? NaN : Number(text);
  if (!(seconds >= 0 && seconds <= 3600))
    throw new UsageError('--barge-in-at must be a number of seconds from 0');
  return seconds * 1000;
}
