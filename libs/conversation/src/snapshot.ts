import type { CallId, CallReport, CallSettings, CallSnapshot, HistoryEntry } from '@app/core';
import type { Underway } from './replying/replier';

/** What a snapshot is made of. */
export interface SnapshotParts {
  readonly callId: CallId;
  readonly history: readonly HistoryEntry[];
  readonly settings: CallSettings;
  readonly turn: number;
  readonly greeted: boolean;
  readonly underway: Underway | null;
  readonly report: CallReport;
}

/**
 * A call as it is now, for whoever goes on with it. Of a reply under way history gets what was heard; where nothing was,
 * the caller's turn is taken back and asked again.
 */
export function snapshotOf({
  callId,
  history,
  settings,
  turn,
  greeted,
  ...parts
}: SnapshotParts): CallSnapshot {
  const { underway, report } = parts;
  const words = underway?.question && underway.heard.text === '' ? wordsIn(underway.question) : null;
  return {
    version: 1,
    callId,
    history: historyWith(underway, history, words !== null),
    settings,
    turn,
    greeted,
    unanswered: words,
    heard: underway && { turnId: underway.turnId, heardMs: underway.heard.heardMs },
    counters: words === null ? report : { ...report, turns: report.turns - 1 },
  };
}

/** Digits are not asked again: whoever pressed them hears that nothing comes, and presses anew. */
function wordsIn({ input }: NonNullable<Underway['question']>): string | null {
  return input.kind === 'dtmf' || input.text === '' ? null : input.text;
}

function historyWith(
  underway: Underway | null,
  history: readonly HistoryEntry[],
  takenBack: boolean,
): readonly HistoryEntry[] {
  if (!underway) return history;
  if (takenBack) return underway.question?.history ?? history;
  const { mediaAt: at, source, heard } = underway;
  if (heard.text === '') return history;
  return [...history, { role: 'assistant', text: heard.text, at, source, interrupted: true }];
}
