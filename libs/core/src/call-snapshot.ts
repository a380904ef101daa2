import type { Millis } from './clock';
import type { HistoryEntry } from './history';
import type { CallId, TurnId } from './ids';
import type { CallReport } from './ports/call-events';
import type { CallSettings } from './settings';

/** Everything another instance needs to go on with a call. Plain JSON. */
export interface CallSnapshot {
  readonly version: 1;
  readonly callId: CallId;
  readonly history: readonly HistoryEntry[];
  readonly settings: CallSettings;
  /** Number of the newest turn; the next one counts on. */
  readonly turn: number;
  readonly greeted: boolean;
  /** A turn of the caller of whose answer nothing was heard: it is answered first. Its words are not in the history. */
  readonly unanswered: string | null;
  /** How far the reply under way was heard. */
  readonly heard: { readonly turnId: TurnId; readonly heardMs: Millis } | null;
  /** What the report at the end of the call counts on from. */
  readonly counters: CallReport;
}
