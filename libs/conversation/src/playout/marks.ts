import type { Millis } from '@app/core';

interface Mark {
  readonly name: string;
  /** Clock time at which everything before it will have been played. */
  readonly due: Millis;
}

/** Marks whose audio was sent and is being played. */
export class Marks {
  private waiting: Mark[] = [];

  constructor(private readonly report: (name: string, status: 'played' | 'cleared') => void) {}

  get empty(): boolean {
    return this.waiting.length === 0;
  }

  add(name: string, due: Millis): void {
    this.waiting.push({ name, due });
  }

  tick(now: Millis): void {
    while (this.waiting.length > 0 && this.waiting[0]!.due <= now)
      this.report(this.waiting.shift()!.name, 'played');
  }

  clear(): void {
    const cleared = this.waiting;
    this.waiting = [];
    for (const mark of cleared) this.report(mark.name, 'cleared');
  }
}
