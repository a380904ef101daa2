import { ProviderError } from '@app/core';
import type { ProviderFault } from '@app/core';
import { NO_TOKEN } from './entra-credential';
import { sdk } from './speech-sdk';

const PROVIDER = 'azure';

/** How `ws` and the SDK tell of the status of a handshake that was refused. */
const HANDSHAKE_STATUS = /Unexpected server response: (\d{3})/;
const CLOSE_CODE = /websocket error code: (\d{4})/i;

const byCode: Readonly<Partial<Record<sdk.CancellationErrorCode, ProviderFault>>> = {
  [sdk.CancellationErrorCode.AuthenticationFailure]: 'auth',
  [sdk.CancellationErrorCode.BadRequestParameters]: 'protocol',
  [sdk.CancellationErrorCode.TooManyRequests]: 'quota',
  // The SDK explains it as a free subscription that ran out of quota.
  [sdk.CancellationErrorCode.Forbidden]: 'quota',
  [sdk.CancellationErrorCode.ServiceTimeout]: 'timeout',
  [sdk.CancellationErrorCode.ServiceError]: 'transient',
  [sdk.CancellationErrorCode.RuntimeError]: 'transient',
};

/**
 * What the SDK says when it cancels, in the words of the ports. A handshake's status or a close code tells more than the
 * SDK's own code, which calls both ConnectionFailure.
 * @param details may hold the URL and with it the key: of it only what is known to be harmless gets into the message
 */
export function failureOf(code: sdk.CancellationErrorCode, details: string): ProviderError {
  const status = Number(HANDSHAKE_STATUS.exec(details)?.[1]);
  if (status)
    return new ProviderError(PROVIDER, faultOfStatus(status), `the handshake was answered ${status}`);
  const close = Number(CLOSE_CODE.exec(details)?.[1]);
  if (close) return closedWith(close);
  if (details.includes(NO_TOKEN)) return failedBy(NO_TOKEN);
  const fault = byCode[code] ?? 'transient';
  return new ProviderError(PROVIDER, fault, `canceled: ${sdk.CancellationErrorCode[code]}`);
}

/** The service ended the connection, or the network did (1006). @param code of the WebSocket (RFC 6455, 7.4) */
export function closedWith(code: number): ProviderError {
  return new ProviderError(PROVIDER, faultOfClose(code), `the connection was closed with ${code}`);
}

/** A watchdog of our own. @param what it waited for */
export const timedOut = (what: string): ProviderError =>
  new ProviderError(PROVIDER, 'timeout', `no ${what} in time`);

/** Another failure of the SDK: it rejects with texts as well as with errors, whose words may hold the key. */
export const failedBy = (what: string): ProviderError => new ProviderError(PROVIDER, 'transient', what);

function faultOfStatus(status: number): ProviderFault {
  if (status === 401 || status === 403) return 'auth';
  if (status === 429) return 'quota';
  if (status === 408 || status >= 500) return 'transient';
  return 'protocol';
}

function faultOfClose(code: number): ProviderFault {
  if (code === 4401 || code === 4403 || code === 1008) return 'auth';
  if (code === 4429) return 'quota';
  return [1002, 1003, 1007, 1009, 4000].includes(code) ? 'protocol' : 'transient';
}
