import type { IncomingHttpHeaders } from 'node:http';

/**
 * Where the SDK finds a global WebSocket it cannot set headers and puts them into the query instead; with a WebSocket of
 * its own it does both. So names of headers are looked for in either place.
 */
const SECRETS = new Set(['ocp-apim-subscription-key', 'authorization', 'api-key', 'apim-subscription-id']);

export interface Credentials {
  readonly kind: 'key' | 'token';
  readonly value: string;
}

/** @returns null where there are none */
export function credentialsOf(headers: IncomingHttpHeaders, query: URLSearchParams): Credentials | null {
  const given = (name: string): string | null => {
    const header = headers[name];
    return (Array.isArray(header) ? header[0] : header) ?? queryValue(query, name);
  };
  const key = given('ocp-apim-subscription-key') ?? given('api-key');
  if (key !== null && key !== '') return { kind: 'key', value: key };
  const token = /^Bearer\s+(.+)$/i.exec(given('authorization') ?? '')?.[1];
  return token === undefined ? null : { kind: 'token', value: token };
}

/** The query without secrets, for logs. */
export function scrubbedQuery(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].map(([name, value]) => [name, isSecret(name) ? '***' : value]));
}

/** The headers without secrets, for logs. */
export function scrubbedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const flat = Object.entries(headers).map(([name, value]) => [name, isSecret(name) ? '***' : String(value)]);
  return Object.fromEntries(flat) as Record<string, string>;
}

const isSecret = (name: string): boolean => SECRETS.has(name.toLowerCase());

function queryValue(query: URLSearchParams, wanted: string): string | null {
  for (const [name, value] of query) if (name.toLowerCase() === wanted) return value;
  return null;
}
