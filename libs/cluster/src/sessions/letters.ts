import type { CallCommand, CallEvent } from '@app/core';

/** What instances write to each other. `to` is the holder of a lease: a letter to one that has passed on is void. */
export type Letter =
  /** Are you there? That the letter was taken is the answer. */
  | { readonly kind: 'ping' }
  /** Another instance was asked for this call with its resume token. */
  | { readonly kind: 'release'; readonly to: string }
  | {
      readonly kind: 'command';
      readonly to: string;
      readonly command: CallCommand;
      readonly id: string;
      readonly from: string;
    }
  | { readonly kind: 'done'; readonly id: string; readonly known: boolean }
  /** Tell me of this call for a while. */
  | { readonly kind: 'watch'; readonly to: string; readonly id: string; readonly from: string }
  | { readonly kind: 'unwatch'; readonly to: string; readonly id: string }
  | { readonly kind: 'event'; readonly id: string; readonly event: CallEvent };

const KINDS: ReadonlySet<unknown> = new Set<Letter['kind']>([
  'ping',
  'release',
  'command',
  'done',
  'watch',
  'unwatch',
  'event',
]);

/** Whoever can write to Redis is trusted; what an instance of another version writes is passed over. */
export const isLetter = (message: unknown): message is Letter =>
  typeof message === 'object' && message !== null && 'kind' in message && KINDS.has(message.kind);
