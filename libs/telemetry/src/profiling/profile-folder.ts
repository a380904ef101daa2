import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ProfilePlace } from './profile-place';

/** What profiles and snapshots are called: the folder may hold other things, which are left alone. */
const OURS = /^realtime-processor-.*\.(cpuprofile|heapsnapshot)$/;

/** What is kept at most. */
export interface ProfileBounds {
  readonly files: number;
  /** Of all files together. */
  readonly bytes: number;
}

/** A folder that keeps only the newest few files, so that asking often does not fill the disk. */
export class ProfileFolder {
  constructor(
    private readonly directory: string,
    private readonly bounds: ProfileBounds,
  ) {}

  /** The place of a new file, after room was made for it. */
  async next(extension: 'cpuprofile' | 'heapsnapshot'): Promise<ProfilePlace> {
    await mkdir(this.directory, { recursive: true });
    const paths = (await readdir(this.directory))
      .filter(name => OURS.test(name))
      .map(name => join(this.directory, name));
    const files = await Promise.all(
      paths.map(async path => {
        const { mtimeMs, size } = await stat(path);
        return { path, bytes: size, at: mtimeMs };
      }),
    );
    files.sort((one, other) => one.at - other.at);
    const surplus = files.splice(0, Math.max(0, files.length - this.bounds.files + 1));
    await Promise.all(surplus.map(({ path }) => rm(path, { force: true })));
    const now = new Date().toISOString().replaceAll(/[:.]/g, '-');
    const path = join(this.directory, `realtime-processor-${process.pid}-${now}.${extension}`);
    return new ProfilePlace(path, files, this.bounds.bytes);
  }
}
