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

  /** What came after this never counted: it will come again, as part of another turn. */
  restore(history: readonly HistoryEntry[]): void {
    this.entries = [...history];
  }

  /** The caller's last words were others than was understood first. */
  correctCaller(text: string): void {
    const at = this.entries.findLastIndex(entry => entry.role === 'caller');
    this.entries = this.entries.map((entry, i) => (i === at ? { ...entry, text } : entry));
  }

  /** A new array each time: whoever was given the old one keeps what it saw. */
  private add(entry: HistoryEntry): void {
    this.entries = [...this.entries, entry].slice(-this.keep);
  }
}
