import type { IncomingMessage } from 'node:http';
import type { RefusalBody } from '@app/protocol';

/** The server answered the upgrade by HTTP: no call was opened. */
export class ConnectionRefused extends Error {
  constructor(
    /** HTTP status. */
    readonly status: number,
    /** As the protocol lists them; null where somebody else answered, such as a proxy. */
    readonly code: string | null,
    message: string,
    /** The query parameter at fault. */
    readonly param: string | null,
    /** How long to wait before the next attempt, ms. */
    readonly retryAfterMs: number | null,
  ) {
    super(message);
    this.name = 'ConnectionRefused';
  }
}

/** A longer answer comes from somebody else, and is not read on. */
const MAX_BODY = 16_384;

export async function readRefusal(response: IncomingMessage): Promise<ConnectionRefused> {
  const status = response.statusCode ?? 0;
  const error = parse(await bodyOf(response));
  const message = error.message ?? `the server answered ${status} ${response.statusMessage ?? ''}`.trim();
  const retryAfterMs = error.retryAfterMs ?? secondsIn(response.headers['retry-after']);
  return new ConnectionRefused(status, error.code ?? null, message, error.param ?? null, retryAfterMs);
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  let body = '';
  try {
    for await (const piece of response.setEncoding('utf8')) {
      body += piece;
      if (body.length > MAX_BODY) break;
    }
  } catch {
    // The status says enough where the rest of the answer is lost.
  }
  return body;
}

/** Only fields of the types they should have: whoever answers need not be a server of this protocol. */
function parse(body: string): Partial<RefusalBody['error']> {
  const { error } = (objectIn(body) ?? {}) as { readonly error?: unknown };
  if (typeof error !== 'object' || error === null) return {};
  const wanted = { code: 'string', message: 'string', param: 'string', retryAfterMs: 'number' };
  return Object.fromEntries(
    Object.entries(error).filter(([name, value]) => typeof value === wanted[name as keyof typeof wanted]),
  );
}

function objectIn(body: string): object | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function secondsIn(header: string | undefined): number | null {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) ? seconds * 1000 : null;
}
