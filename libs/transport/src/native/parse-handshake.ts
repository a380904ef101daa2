import { isCallId } from '@app/core';
import type { CallId } from '@app/core';
import {
  handshakeDefaults,
  inputEncodings,
  LANGUAGE_TAG,
  limits,
  opusRates,
  replyEncodings,
  replyRates,
} from '@app/protocol';
import type { UpgradeQuery } from '@app/protocol';
import type { HandshakeResult } from './native-handshake';

const RESUME_TOKEN = /^[A-Za-z0-9_-]{1,256}$/;

class BadParameter extends Error {
  constructor(
    readonly param: keyof UpgradeQuery,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads the query of an upgrade request. Of the token only that there is one: what is in it is the
 * authenticator's.
 * @param url as in the request line, path and query
 */
export function parseHandshake(url: string | undefined): HandshakeResult {
  const query = new URLSearchParams(url?.split('?').slice(1).join('?') ?? '');
  try {
    one(query, 'token');
    return {
      handshake: {
        audioOut: {
          encoding: choice(query, 'audio', replyEncodings, handshakeDefaults.audio),
          sampleRate: rate(query, 'rate', replyRates, handshakeDefaults.rate),
        },
        audioIn: inputFormat(query),
        callId: callIdOf(query),
        resume: resumeOf(query),
        language: languageOf(query),
      },
    };
  } catch (thrown) {
    if (!(thrown instanceof BadParameter)) throw thrown;
    return {
      refusal: { status: 400, code: 'bad_request', message: thrown.message, param: thrown.param },
    };
  }
}

function inputFormat(query: URLSearchParams): {
  encoding: (typeof inputEncodings)[number];
  sampleRate: number;
} {
  const encoding = choice(query, 'input', inputEncodings, handshakeDefaults.input);
  const given = one(query, 'inputRate');
  if (encoding === 'opus')
    return { encoding, sampleRate: rate(query, 'inputRate', opusRates, handshakeDefaults.inputRate) };
  if (given === null) return { encoding, sampleRate: handshakeDefaults.inputRate };
  const sampleRate = /^\d{1,6}$/.test(given) ? Number(given) : NaN;
  if (!(sampleRate >= limits.minSampleRate && sampleRate <= limits.maxSampleRate))
    throw new BadParameter(
      'inputRate',
      `must be a whole number from ${limits.minSampleRate} to ${limits.maxSampleRate}`,
    );
  return { encoding, sampleRate };
}

function callIdOf(query: URLSearchParams): CallId | null {
  const callId = one(query, 'callId');
  if (callId === null || isCallId(callId)) return callId;
  throw new BadParameter('callId', 'must be 1 to 128 letters, digits or any of . _ ~ : @ + -');
}

function resumeOf(query: URLSearchParams): string | null {
  const token = one(query, 'resume');
  if (token === null || RESUME_TOKEN.test(token)) return token;
  throw new BadParameter('resume', 'must be a resume token');
}

function languageOf(query: URLSearchParams): string | null {
  const language = one(query, 'language');
  if (language === null || LANGUAGE_TAG.test(language)) return language;
  throw new BadParameter('language', 'must be a BCP 47 tag such as en-US');
}

/** The only value of a parameter; null where it is not given. */
function one(query: URLSearchParams, param: keyof UpgradeQuery): string | null {
  const values = query.getAll(param);
  if (values.length > 1) throw new BadParameter(param, 'must be given once');
  return values[0] ?? null;
}

function choice<Value extends string>(
  query: URLSearchParams,
  param: keyof UpgradeQuery,
  allowed: readonly Value[],
  otherwise: Value,
): Value {
  const given = one(query, param) ?? otherwise;
  const value = allowed.find(each => each === given);
  if (value === undefined) throw new BadParameter(param, `must be one of ${allowed.join(', ')}`);
  return value;
}

function rate<Value extends number>(
  query: URLSearchParams,
  param: keyof UpgradeQuery,
  allowed: readonly Value[],
  otherwise: Value,
): Value {
  const given = one(query, param) ?? String(otherwise);
  const value = allowed.find(each => String(each) === given);
  if (value === undefined) throw new BadParameter(param, `must be one of ${allowed.join(', ')}`);
  return value;
}
