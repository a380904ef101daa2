import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What files of calls are called, by when they began: the folder may hold other things, which are left alone. */
const OURS = /^\d{8}T\d{6}Z-.+-[0-9a-f]{8}\.json$/;
/** The folder is looked through after this share of what may be kept was written, so that there are so many more at most. */
const LOOK_AFTER = 0.05;

/** Lets go of the oldest files of calls. */
export class OldestFiles {
  private written = 0;

  /** @param kept so many; 0: all */
  constructor(
    private readonly directory: string,
    private readonly kept: number,
  ) {}

  /** To be called after each file that was written. */
  async makeRoom(): Promise<void> {
    if (this.kept === 0 || ++this.written < Math.max(1, this.kept * LOOK_AFTER)) return;
    this.written = 0;
    const files = (await readdir(this.directory)).filter(name => OURS.test(name)).sort();
    const surplus = files.slice(0, Math.max(0, files.length - this.kept));
    // Another process may have been quicker.
    for (const name of surplus) await rm(join(this.directory, name), { force: true });
  }
}
