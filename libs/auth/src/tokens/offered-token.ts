import type { IncomingHttpHeaders } from 'node:http';

/** A token as a client offered it. */
export interface OfferedToken {
  readonly token: string;
  /** The subprotocol that carried it: a browser wants exactly this one back in the answer to its upgrade. */
  readonly subprotocol: string | null;
}

const BEARER = /^bearer +(\S+)$/i;
const SUBPROTOCOL = /^bearer\.(.+)$/;

/** From `Authorization: Bearer`; null when there is none. */
export function bearerToken(headers: IncomingHttpHeaders): string | null {
  return BEARER.exec(headers.authorization?.trim() ?? '')?.[1] ?? null;
}

/**
 * What an upgrade request offers: `Authorization: Bearer`, else the subprotocol `bearer.<token>`, else `?token=`.
 * Null when there is none.
 */
export function offeredToken(headers: IncomingHttpHeaders, query: URLSearchParams): OfferedToken | null {
  const bearer = bearerToken(headers);
  if (bearer !== null) return { token: bearer, subprotocol: null };
  for (const offered of headers['sec-websocket-protocol']?.split(',') ?? []) {
    const subprotocol = offered.trim();
    const token = SUBPROTOCOL.exec(subprotocol)?.[1];
    if (token !== undefined) return { token, subprotocol };
  }
  const token = query.get('token');
  return token === null || token === '' ? null : { token, subprotocol: null };
}
