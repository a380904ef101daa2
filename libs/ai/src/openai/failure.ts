import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { ProviderError, VoiceError } from '@app/core';
import type { ProviderFault } from '@app/core';
import { retryAfterMs } from './retry-after';

/** The service would not take the prompt, or would not let its own words out. The message names no words. */
export class ContentFilteredError extends VoiceError {
  readonly code = 'content_filtered';
  readonly retryable = false;
}

/**
 * What the SDK threw, in the words of the ports. The service's own messages stay out: they quote keys and what was asked.
 * @param thrown anything
 */
export function failureOf(provider: string, thrown: unknown): VoiceError {
  if (thrown instanceof VoiceError) return thrown;
  // What a source of tokens threw comes wrapped.
  if (thrown instanceof Error && thrown.cause instanceof VoiceError) return thrown.cause;
  if (thrown instanceof APIConnectionTimeoutError)
    return new ProviderError(provider, 'timeout', 'the connection timed out');
  if (thrown instanceof APIConnectionError)
    return new ProviderError(provider, 'transient', 'the connection failed', { cause: thrown.cause });
  if (thrown instanceof APIError) return ofAnswer(provider, thrown as APIError);
  // The SDK reads the events of a stream by JSON.parse.
  if (thrown instanceof SyntaxError)
    return new ProviderError(provider, 'protocol', 'the answer cannot be read');
  return new ProviderError(provider, 'transient', 'the answer broke off', { cause: thrown });
}

function ofAnswer(provider: string, error: APIError): VoiceError {
  if (error.code === 'content_filter') return new ContentFilteredError('the prompt was filtered');
  const fault = error.status === undefined ? 'transient' : faultOfStatus(error.status);
  const wait = retryAfterMs(error.headers);
  const request = error.requestID ? `, request ${error.requestID}` : '';
  const message = `answered ${error.status ?? 'an error'}${codeOf(error)}${request}`;
  return new ProviderError(provider, fault, message, wait === null ? {} : { retryAfterMs: wait });
}

/** Codes are names such as DeploymentNotFound; whatever does not look like one may be anything. */
const codeOf = ({ code }: APIError): string =>
  typeof code === 'string' && /^[A-Za-z_]{3,60}$/.test(code) ? ` (${code})` : '';

function faultOfStatus(status: number): ProviderFault {
  if (status === 401 || status === 403) return 'auth';
  if (status === 429) return 'quota';
  // The deployment or the model is not there.
  if (status === 404) return 'unavailable';
  if (status === 408) return 'timeout';
  if (status === 409 || status >= 500) return 'transient';
  return 'protocol';
}
