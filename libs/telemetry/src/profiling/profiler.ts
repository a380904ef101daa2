import { createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { getHeapSnapshot } from 'node:v8';
import type { Millis } from '@app/core';
import { BoundedSize } from './bounded-size';
import type { ProfileFolder } from './profile-folder';

export interface Profile {
  readonly file: string;
  readonly bytes: number;
}

/** One at a time: a second one would measure the first. */
export class ProfilerBusyError extends Error {}

/** Profiles of this process, into files. Callers may hear it: a heap snapshot stops the process while it is taken. */
export class Profiler {
  private busy = false;

  /**
   * @param maxBytes no file gets larger
   * @param snapshot of the heap: of a process as large as a test runner's it takes minutes, so specs bring a small one
   */
  constructor(
    private readonly folder: ProfileFolder,
    private readonly maxBytes: number,
    private readonly snapshot: () => Readable = getHeapSnapshot,
  ) {}

  /** Where the processor's time goes, for Chrome's developer tools. */
  cpu(ms: Millis): Promise<Profile> {
    return this.alone(async () => {
      const session = new Session();
      session.connect();
      try {
        await session.post('Profiler.enable');
        await session.post('Profiler.start');
        await sleep(ms);
        const { profile } = await session.post('Profiler.stop');
        const text = JSON.stringify(profile);
        if (Buffer.byteLength(text) > this.maxBytes) throw new RangeError('the profile is too large');
        const file = await this.folder.next('cpuprofile');
        await writeFile(file, text, { mode: 0o600, flag: 'wx' });
        return { file, bytes: Buffer.byteLength(text) };
      } finally {
        session.disconnect();
      }
    });
  }

  /** What is in memory. It holds what callers said, and keys: readable by its owner alone. */
  heap(): Promise<Profile> {
    return this.alone(async () => {
      const file = await this.folder.next('heapsnapshot');
      const bounded = new BoundedSize(this.maxBytes);
      try {
        await pipeline(this.snapshot(), bounded, createWriteStream(file, { mode: 0o600, flags: 'wx' }));
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
      return { file, bytes: bounded.bytes };
    });
  }

  private async alone(take: () => Promise<Profile>): Promise<Profile> {
    if (this.busy) throw new ProfilerBusyError('a profile is being taken already');
    this.busy = true;
    try {
      return await take();
    } finally {
      this.busy = false;
    }
  }
}
