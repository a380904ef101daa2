import type { HistoryEntry } from '@app/core';
import { LONGEST_TURN } from './caller-words';
import type { TokenCounter } from './token-counter';

/** What a message costs beside its text: its role and its ends. */
const PER_ENTRY = 4;

/** The newest part of a dialogue that fits a budget of tokens. */
export class RecentHistory {
  /** Entries are the same objects from turn to turn: each is counted once. */
  private readonly counted = new WeakMap<HistoryEntry, number>();

  constructor(
    private readonly count: TokenCounter,
    private readonly budget: number,
  ) {}

  /** @returns the entries from the first that fits on, oldest first */
  of(history: readonly HistoryEntry[]): readonly HistoryEntry[] {
    let left = this.budget;
    let from = history.length;
    while (from > 0) {
      left -= this.cost(history[from - 1]!);
      if (left < 0) break;
      from--;
    }
    return history.slice(from);
  }

  private cost(entry: HistoryEntry): number {
    const known = this.counted.get(entry);
    if (known !== undefined) return known;
    const cost = this.count(entry.text.slice(0, LONGEST_TURN)) + PER_ENTRY;
    this.counted.set(entry, cost);
    return cost;
  }
}
