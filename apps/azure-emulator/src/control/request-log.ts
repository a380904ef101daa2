import type { Clock, Millis } from '@app/core';
import type { Service } from '../faults/fault';

/** One thing that happened between a client and the emulator. */
export interface LogEntry {
  /** Counts up from 1 and never comes twice. */
  readonly seq: number;
  /** Since the emulator was started. */
  readonly at: Millis;
  readonly service: Service;
  readonly connection: string;
  /** The request's id on the wire; null for what concerns the connection as a whole. */
  readonly request: string | null;
  /** `handshake`, `refused`, `received`, `audio`, `sent`, `fault`, `spoiled`, `closed`. */
  readonly event: string;
  readonly detail: object;
}

export type LogFilter = Partial<Pick<LogEntry, 'service' | 'connection' | 'request' | 'event'>> & {
  /** Only what came after this `seq`. */
  readonly since?: number;
};

/** What the clients really sent, and what they got: the last so many entries. */
export class RequestLog {
  private entries: LogEntry[] = [];
  private seq = 0;
  private readonly startedAt: Millis;

  constructor(
    private readonly clock: Clock,
    private readonly size: number,
  ) {
    this.startedAt = clock.now();
  }

  /** @param detail may still change: the log shows it as it is when it is asked */
  add(entry: Omit<LogEntry, 'seq' | 'at'>): void {
    this.entries.push({ seq: ++this.seq, at: this.clock.now() - this.startedAt, ...entry });
    // Cutting now and then is cheaper than a ring, and the caller's order stays.
    if (this.entries.length >= this.size * 2) this.entries = this.entries.slice(-this.size);
  }

  find({ since = 0, ...wanted }: LogFilter = {}): LogEntry[] {
    const tests = Object.entries(wanted) as [keyof typeof wanted, string][];
    return this.entries
      .slice(-this.size)
      .filter(entry => entry.seq > since && tests.every(([name, value]) => entry[name] === value));
  }

  clear(): void {
    this.entries = [];
  }
}
