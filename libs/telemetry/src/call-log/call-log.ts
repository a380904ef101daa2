import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Millis } from '@app/core';
import type { TracedCall } from '../tracing/tracing';
import { LoggedCall } from './logged-call';
import type { CallFile } from './logged-call';
import { OldestFiles } from './oldest-files';

export const CALL_LOG = Symbol('CallLog');

export interface CallLogOptions {
  readonly directory: string;
  /** Whether what is said may be written down. */
  readonly withWords: boolean;
  /** So many files, and a twentieth more: the oldest go. 0 or left out: all are kept. */
  readonly kept?: number;
  readonly warn: (message: string) => void;
}

/** A disk that is full is told of this often. */
const COMPLAIN_EVERY_MS: Millis = 60_000;

/** Writes one JSON file a call, readable by its owner alone. Calls do not wait for it, nor fail with it. */
export class CallLog {
  private readonly writing = new Set<Promise<void>>();
  private readonly files: OldestFiles;
  private complainedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly options: CallLogOptions,
  ) {
    this.files = new OldestFiles(options.directory, options.kept ?? 0);
  }

  /** Makes the directory, so that one that cannot be written to is told of before the first call ends. */
  async prepare(): Promise<void> {
    await this.makeDirectory().catch((error: unknown) => this.complain(error));
  }

  begin(call: TracedCall): LoggedCall {
    return new LoggedCall(call, this.clock, this.options.withWords);
  }

  write(file: CallFile): void {
    const written = this.save(file).catch((error: unknown) => this.complain(error));
    this.writing.add(written);
    void written.then(() => this.writing.delete(written));
  }

  /** Resolves when everything was written. */
  async close(): Promise<void> {
    await Promise.all(this.writing);
  }

  private async save(file: CallFile): Promise<void> {
    const { directory } = this.options;
    // Again, because somebody may have cleared it away.
    await this.makeDirectory();
    const begun = file.startedAt.replaceAll(/[-:]|\.\d+/g, '');
    const callId = file.callId.replaceAll(/[^A-Za-z0-9._-]/g, '_');
    // A call that is resumed has a file for each connection.
    const name = `${begun}-${callId}-${randomUUID().slice(0, 8)}.json`;
    await writeFile(join(directory, name), `${JSON.stringify(file, null, 1)}\n`, { mode: 0o600, flag: 'wx' });
    await this.files.makeRoom();
  }

  private async makeDirectory(): Promise<void> {
    await mkdir(this.options.directory, { recursive: true });
  }

  private complain(error: unknown): void {
    if (this.clock.now() - this.complainedAt < COMPLAIN_EVERY_MS) return;
    this.complainedAt = this.clock.now();
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    this.options.warn(`files of calls cannot be written to CALL_LOG_DIR: ${code}`);
  }
}
