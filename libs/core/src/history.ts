import type { Millis } from './clock';
import type { ReplySource } from './reply-source';

/** One entry of the dialogue as both sides heard it. */
export type HistoryEntry =
  | { readonly role: 'caller'; readonly text: string; readonly at: Millis }
  | {
      readonly role: 'assistant';
      /** Only the words that were played. */
      readonly text: string;
      readonly at: Millis;
      readonly source: ReplySource;
      /** True when the caller cut it short. */
      readonly interrupted: boolean;
    };
