import type { Millis } from '@app/core';
import type { Delay } from './delay';

export const services = ['stt', 'tts', 'chat', 'embeddings', 'models'] as const;
export type Service = (typeof services)[number];

/** Where the emulator takes time of its own; a fault may add to each. */
export const stages = [
  'handshake',
  'stt-partial',
  'stt-final',
  'tts-first',
  'tts-chunk',
  'ai-first',
  'ai-token',
] as const;
export type Stage = (typeof stages)[number];

/**
 * How far an answer gets before the fault strikes: after so many messages (SSE events for chat), and, for audio, after so
 * much of it: received by speech to text, sent by text to speech. 0 strikes at the first.
 */
export interface Position {
  readonly messages?: number;
  readonly audioMs?: Millis;
}

/** What may go wrong before there is an answer: a WebSocket's handshake, or an HTTP request. */
export type DoorFault =
  | { readonly kind: 'refuse' }
  | { readonly kind: 'hang' }
  | {
      readonly kind: 'status';
      /** As an HTTP status; its body is what the service documents for it. */
      readonly status: number;
      /** Seconds; without it a 429 or 503 says nothing about when. */
      readonly retryAfter?: number;
      readonly code?: string;
      readonly message?: string;
    };

/** What may go wrong in the stream of an answer. */
export type StreamFault =
  | ({ readonly kind: 'stall' } & Position)
  | { readonly kind: 'drip'; readonly bytesPerSecond: number }
  | ({ readonly kind: 'close'; readonly code: number; readonly reason?: string } & Position)
  | ({ readonly kind: 'cut' } & Position)
  | ({ readonly kind: 'truncate' } & Position)
  | ({ readonly kind: 'garbage' } & Position)
  | ({ readonly kind: 'wrong-request-id' } & Position);

/** What speech to text may do to one phrase. */
export type PhraseFault =
  | { readonly kind: 'late-final'; readonly ms: Millis }
  | { readonly kind: 'never-final' }
  | { readonly kind: 'contradicting-final'; readonly text: string }
  | { readonly kind: 'empty-transcript' }
  | { readonly kind: 'duplicate-phrase' }
  | { readonly kind: 'phrase-status'; readonly status: string };

/** What speech to text may do to a turn as a whole. */
export type TurnFault = ({ readonly kind: 'end-turn' } & Position) | { readonly kind: 'never-end' };

/** What the content management of Azure OpenAI may do. */
export type ContentFault = { readonly kind: 'content-filter'; readonly at: 'prompt' | 'completion' };

export type DelayFault = { readonly kind: 'delay'; readonly stage: Stage; readonly ms: Delay };

export type Fault = DoorFault | StreamFault | PhraseFault | TurnFault | ContentFault | DelayFault;
export type FaultKind = Fault['kind'];

/** When a fault of a kind is decided on. */
export type FaultPoint = 'door' | 'stream' | 'phrase' | 'delay';

export const pointOf: Readonly<Record<FaultKind, FaultPoint>> = {
  refuse: 'door',
  hang: 'door',
  status: 'door',
  'content-filter': 'stream',
  stall: 'stream',
  drip: 'stream',
  close: 'stream',
  cut: 'stream',
  truncate: 'stream',
  garbage: 'stream',
  'wrong-request-id': 'stream',
  'end-turn': 'stream',
  'never-end': 'stream',
  'late-final': 'phrase',
  'never-final': 'phrase',
  'contradicting-final': 'phrase',
  'empty-transcript': 'phrase',
  'duplicate-phrase': 'phrase',
  'phrase-status': 'phrase',
  delay: 'delay',
};

const streamKinds = ['stall', 'drip', 'close', 'cut', 'truncate', 'garbage', 'wrong-request-id'];

export const isStreamFault = (fault: Fault): fault is StreamFault => streamKinds.includes(fault.kind);
