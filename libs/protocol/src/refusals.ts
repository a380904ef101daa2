/** Why an upgrade is refused, in the order in which it is decided. The status is HTTP's: no socket is opened. */
export const handshakeRefusals = [
  { status: 404, code: 'unknown_path', meaning: 'Nothing listens on this path.' },
  { status: 403, code: 'origin_refused', meaning: 'Pages of this origin may not open calls.' },
  {
    status: 429,
    code: 'rate_limited',
    meaning: 'Too many handshakes from this address, or calls of this user or tenant; wait for Retry-After.',
  },
  {
    status: 400,
    code: 'bad_request',
    meaning: 'A query parameter has a value it cannot have; `param` names it.',
  },
  {
    status: 401,
    code: 'unauthorized',
    meaning: 'The token is missing, malformed, expired or not signed by whom it should.',
  },
  {
    status: 503,
    code: 'keys_unavailable',
    meaning: 'The token cannot be checked: whoever publishes its key does not answer.',
  },
  { status: 403, code: 'wrong_call', meaning: 'The token is for another call, or not for calls at all.' },
  {
    status: 503,
    code: 'overloaded',
    meaning: 'The instance is so busy that callers would hear it; another one may answer.',
  },
  {
    status: 503,
    code: 'no_provider',
    meaning:
      'Nobody is left who could hear, answer or speak: every breaker of a kind is open; wait for Retry-After.',
  },
  {
    status: 429,
    code: 'quota_exceeded',
    meaning: 'The calls or tokens that a provider has in a minute are used up; wait for Retry-After.',
  },
  { status: 503, code: 'busy', meaning: 'No capacity is left; wait for Retry-After.' },
  { status: 503, code: 'draining', meaning: 'This instance is shutting down; another one may answer.' },
  { status: 404, code: 'unknown_call', meaning: 'The call to be watched is not live.' },
  {
    status: 409,
    code: 'resume_refused',
    meaning: 'The resume token is unknown, was used, is too old, or is for another user or call.',
  },
  {
    status: 409,
    code: 'duplicate_call',
    meaning: 'The call is live on another connection, or kept for another user.',
  },
  {
    status: 503,
    code: 'store_unavailable',
    meaning: 'This instance cannot know whether the call is live elsewhere; another one may.',
  },
  { status: 500, code: 'internal', meaning: 'The connection could not be opened.' },
] as const;

export type HandshakeRefusalCode = (typeof handshakeRefusals)[number]['code'];

/** The JSON body of a refused upgrade. */
export interface RefusalBody {
  error: {
    code: HandshakeRefusalCode;
    message: string;
    /** The query parameter at fault. */
    param?: string;
    /**
     * Milliseconds; the `Retry-After` header says the same in seconds.
     * @minimum 0
     */
    retryAfterMs?: number;
  };
}
