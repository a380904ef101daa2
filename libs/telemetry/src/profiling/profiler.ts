import { createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { getHeapSnapshot } from 'node:v8';
import type { Millis } from '@app/core';
import type { ProfileFolder } from './profile-folder';
import { ProfileNotWrittenError } from './profile-place';
import type { ProfilePlace } from './profile-place';

export interface Profile {
  readonly file: string;
  readonly bytes: number;
}

/** One at a time: a second one would measure the first. */
export class ProfilerBusyError extends Error {}

/**
 * Profiles of this process, into files. Callers may hear it: a heap snapshot stops the process while it is taken. All of
 * them throw ProfilerBusyError, or ProfileNotWrittenError, which leaves nothing.
 */
export class Profiler {
  private busy = false;

  /** @param snapshot of the heap: of a process as large as a test runner's it takes minutes, so specs bring a small one */
  constructor(
    private readonly folder: ProfileFolder,
    private readonly snapshot: () => Readable = getHeapSnapshot,
  ) {}

  /** Where the processor's time goes, for Chrome's developer tools. */
  cpu(ms: Millis): Promise<Profile> {
    return this.alone('cpuprofile', async place => {
      const text = JSON.stringify(await watchProcessor(ms));
      await place.grow(Buffer.byteLength(text));
      await writeFile(place.file, text, { mode: 0o600, flag: 'wx' });
    });
  }

  /** What is in memory. It holds what callers said, and keys: readable by its owner alone. */
  heap(): Promise<Profile> {
    return this.alone('heapsnapshot', place =>
      pipeline(
        this.snapshot(),
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            await place.grow(chunk.length);
            yield chunk;
          }
        },
        createWriteStream(place.file, { mode: 0o600, flags: 'wx' }),
      ),
    );
  }

  private async alone(
    extension: 'cpuprofile' | 'heapsnapshot',
    write: (place: ProfilePlace) => Promise<void>,
  ): Promise<Profile> {
    if (this.busy) throw new ProfilerBusyError('a profile is being taken already');
    this.busy = true;
    try {
      const place = await this.folder.next(extension);
      try {
        await write(place);
      } catch (error) {
        await rm(place.file, { force: true });
        throw error;
      }
      return { file: place.file, bytes: place.bytes };
    } catch (error) {
      throw isOfTheSystem(error)
        ? new ProfileNotWrittenError(`the profile cannot be written: ${error.message}`, { cause: error })
        : error;
    } finally {
      this.busy = false;
    }
  }
}

async function watchProcessor(ms: Millis): Promise<object> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
    await sleep(ms);
    return (await session.post('Profiler.stop')).profile;
  } finally {
    session.disconnect();
  }
}

/** A full disk, a folder that may only be read or is none. */
const isOfTheSystem = (error: unknown): error is Error =>
  typeof error === 'object' && error !== null && 'syscall' in error;
