import { ConnectionRefused } from '@app/client';

/** A service that is full says so, and when to come again. */
const CLEAN = '503 busy';

/** What those were told that were not let in. */
export class RefusalLog {
  /** How often, by status and code. */
  readonly said: Record<string, number> = {};

  note(error: unknown): void {
    this.add(error instanceof ConnectionRefused ? inWords(error) : String(error));
  }

  add(what: string, times = 1): void {
    this.said[what] = (this.said[what] ?? 0) + times;
  }
}

const inWords = ({ status, code, retryAfterMs }: ConnectionRefused): string =>
  `${status} ${String(code)}${retryAfterMs === null ? ' without Retry-After' : ''}`;

/** @returns refusals as they should be, and other answers */
export function tellApart(said: Readonly<Record<string, number>>): { clean: number; other: number } {
  const clean = said[CLEAN] ?? 0;
  const all = Object.values(said).reduce((sum, count) => sum + count, 0);
  return { clean, other: all - clean };
}
