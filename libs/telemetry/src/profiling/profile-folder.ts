import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What profiles and snapshots are called: the folder may hold other things, which are left alone. */
const OURS = /^realtime-processor-.*\.(cpuprofile|heapsnapshot)$/;

/** A folder that keeps only the newest few files, so that asking often does not fill the disk. */
export class ProfileFolder {
  constructor(
    private readonly directory: string,
    private readonly kept: number,
  ) {}

  /** The path of a new file, after room was made for it. */
  async next(extension: 'cpuprofile' | 'heapsnapshot'): Promise<string> {
    await mkdir(this.directory, { recursive: true });
    const files = (await readdir(this.directory)).filter(name => OURS.test(name));
    const dated = await Promise.all(
      files.map(async name => ({ name, at: (await stat(join(this.directory, name))).mtimeMs })),
    );
    const oldest = dated
      .sort((one, other) => one.at - other.at)
      .slice(0, Math.max(0, dated.length - this.kept + 1));
    await Promise.all(oldest.map(({ name }) => rm(join(this.directory, name), { force: true })));
    const now = new Date().toISOString().replaceAll(/[:.]/g, '-');
    return join(this.directory, `realtime-processor-${process.pid}-${now}.${extension}`);
  }
}
