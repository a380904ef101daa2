import type { Fault, Service } from '../../../../../apps/azure-emulator/src/faults/fault';

/** One row of the table: what goes wrong, and where it can. */
export interface FaultCase {
  readonly name: string;
  readonly on: Readonly<Partial<Record<Service, Fault>>>;
}

const all = (fault: Fault): FaultCase['on'] => ({ stt: fault, chat: fault, tts: fault });
const heard = (fault: Fault): FaultCase['on'] => ({ stt: fault });

/** In speech to text half way through the utterance, in a reply after some words, in a voice after half a second. */
const midway = (fault: (position: { messages?: number; audioMs?: number }) => Fault): FaultCase['on'] => ({
  stt: fault({ audioMs: 500 }),
  chat: fault({ messages: 6 }),
  tts: fault({ audioMs: 500 }),
});

const begun = (fault: (position: { messages?: number }) => Fault): FaultCase['on'] => ({
  stt: fault({ messages: 1 }),
  chat: fault({ messages: 0 }),
  tts: fault({ messages: 1 }),
});

const LATE_MS = 60_000;

/** Every kind of fault the emulator has, at the points where it makes a difference. */
export const faultCases: readonly FaultCase[] = [
  { name: 'refused', on: all({ kind: 'refuse' }) },
  { name: 'never answered', on: all({ kind: 'hang' }) },
  { name: '401', on: all({ kind: 'status', status: 401 }) },
  { name: '403', on: all({ kind: 'status', status: 403 }) },
  { name: '404', on: all({ kind: 'status', status: 404 }) },
  { name: '429', on: all({ kind: 'status', status: 429 }) },
  { name: '429, retry after 7 s', on: all({ kind: 'status', status: 429, retryAfter: 7 }) },
  { name: '500', on: all({ kind: 'status', status: 500 }) },
  { name: '503', on: all({ kind: 'status', status: 503 }) },
  {
    name: 'a slow handshake',
    on: {
      stt: { kind: 'delay', stage: 'handshake', ms: LATE_MS },
      tts: { kind: 'delay', stage: 'handshake', ms: LATE_MS },
    },
  },
  {
    name: 'a slow beginning',
    on: {
      stt: { kind: 'delay', stage: 'stt-partial', ms: LATE_MS },
      chat: { kind: 'delay', stage: 'ai-first', ms: LATE_MS },
      tts: { kind: 'delay', stage: 'tts-first', ms: LATE_MS },
    },
  },
  {
    name: 'slow pieces',
    on: {
      stt: { kind: 'delay', stage: 'stt-final', ms: LATE_MS },
      chat: { kind: 'delay', stage: 'ai-token', ms: LATE_MS },
      tts: { kind: 'delay', stage: 'tts-chunk', ms: LATE_MS },
    },
  },
  { name: 'a stall at once', on: begun(at => ({ kind: 'stall', ...at })) },
  { name: 'a stall midway', on: midway(at => ({ kind: 'stall', ...at })) },
  { name: 'a drip', on: all({ kind: 'drip', bytesPerSecond: 20_000 }) },
  { name: 'closed with 1000 at once', on: begun(at => ({ kind: 'close', code: 1000, ...at })) },
  { name: 'closed with 1000 midway', on: midway(at => ({ kind: 'close', code: 1000, ...at })) },
  { name: 'closed with 1007 midway', on: midway(at => ({ kind: 'close', code: 1007, ...at })) },
  { name: 'closed with 1011 midway', on: midway(at => ({ kind: 'close', code: 1011, ...at })) },
  { name: 'cut at once', on: begun(at => ({ kind: 'cut', ...at })) },
  // Of a reply that is cut midway, what was on its way is lost or not, as it happens.
  { name: 'cut midway', on: { stt: { kind: 'cut', audioMs: 500 }, tts: { kind: 'cut', audioMs: 500 } } },
  { name: 'a message cut short', on: begun(at => ({ kind: 'truncate', ...at })) },
  { name: 'garbage', on: begun(at => ({ kind: 'garbage', ...at })) },
  {
    name: 'a message for another request',
    on: {
      stt: { kind: 'wrong-request-id', messages: 1 },
      tts: { kind: 'wrong-request-id', audioMs: 500 },
    },
  },
  { name: 'the turn ends early', on: heard({ kind: 'end-turn', audioMs: 500 }) },
  { name: 'the turn never ends', on: heard({ kind: 'never-end' }) },
  { name: 'a late final', on: heard({ kind: 'late-final', ms: 1000 }) },
  { name: 'no final', on: heard({ kind: 'never-final' }) },
  { name: 'a final that contradicts', on: heard({ kind: 'contradicting-final', text: 'No, never.' }) },
  { name: 'an empty final', on: heard({ kind: 'empty-transcript' }) },
  { name: 'a phrase twice', on: heard({ kind: 'duplicate-phrase' }) },
  { name: 'a phrase: too many requests', on: heard({ kind: 'phrase-status', status: 'TooManyRequests' }) },
  { name: 'a phrase: forbidden', on: heard({ kind: 'phrase-status', status: 'Forbidden' }) },
  { name: 'a phrase: bad request', on: heard({ kind: 'phrase-status', status: 'BadRequest' }) },
  { name: 'a phrase: error', on: heard({ kind: 'phrase-status', status: 'Error' }) },
  { name: 'the prompt is filtered', on: { chat: { kind: 'content-filter', at: 'prompt' } } },
  { name: 'the answer is filtered', on: { chat: { kind: 'content-filter', at: 'completion' } } },
];
