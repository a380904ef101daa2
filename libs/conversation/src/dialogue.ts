import type { HistoryEntry, Millis, ReplySource } from '@app/core';

/** What both sides have heard of each other. The oldest entries are let go, so that a long call does not grow. */
export class Dialogue {
  private entries: HistoryEntry[] = [];

  constructor(private readonly keep = 100) {}

  get history(): readonly HistoryEntry[] {
    return this.entries;
  }

  caller(text: string, at: Millis): void {
    if (text !== '') this.add({ role: 'caller', text, at });
  }

  assistant(text: string, at: Millis, source: ReplySource, interrupted: boolean): void {
    if (text !== '') this.add({ role: 'assistant', text, at, source, interrupted });
  }

  /** Takes the caller's last words back: they will come again as part of a longer turn. */
  retractCaller(): void {
    if (this.entries.at(-1)?.role === 'caller') this.entries = this.entries.slice(0, -1);
  }

  /** A new array each time: whoever was given the old one keeps what it saw. */
  private add(entry: HistoryEntry): void {
    this.entries = [...this.entries, entry].slice(-this.keep);
  }
}
