import { statfs } from 'node:fs/promises';
import type { Clock, Millis } from '@app/core';

export interface DiskReport {
  readonly freeMiB: number;
  /** Free share of the whole, 0-1. */
  readonly freeShare: number;
}

/** Longer ago than this, the disk is asked again. */
const FRESH_MS: Millis = 10_000;
const MIB = 1024 * 1024;

/** How much room a directory's disk has. Whoever asks gets the last answer at once; a new one is fetched behind it. */
export class DiskSpace {
  private last: DiskReport | 'unreadable' | null = null;
  private askedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly directory: string,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** Null until the first answer is there. */
  read(): DiskReport | 'unreadable' | null {
    if (this.clock.now() - this.askedAt >= FRESH_MS) void this.refresh();
    return this.last;
  }

  async refresh(): Promise<void> {
    this.askedAt = this.clock.now();
    this.last = await statfs(this.directory).then(
      ({ bavail, bsize, blocks }) => ({
        freeMiB: Math.floor((bavail * bsize) / MIB),
        freeShare: blocks === 0 ? 1 : bavail / blocks,
      }),
      () => 'unreadable',
    );
  }
}
