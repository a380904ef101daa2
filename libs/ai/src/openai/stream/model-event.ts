import type { ReplyEvent } from '@app/core';

/** What a model does, as its stream tells it. */
export type ModelEvent =
  | { readonly type: 'text'; readonly text: string }
  /** It begins to call a tool: it is not silent, though it says nothing. */
  | { readonly type: 'calling' }
  | Extract<ReplyEvent, { type: 'tool-call' | 'usage' }>;
