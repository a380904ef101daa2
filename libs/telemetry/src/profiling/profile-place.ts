import { rm } from 'node:fs/promises';

export interface OlderFile {
  readonly path: string;
  readonly bytes: number;
}

/** A profile or snapshot could not be written: it would be too large, or its folder takes nothing. */
export class ProfileNotWrittenError extends Error {}

/** Where a profile is being written. Older ones make way as it grows, so that all of them together never take more room. */
export class ProfilePlace {
  /** Of the profile, so far. */
  bytes = 0;

  /**
   * @param older the oldest first
   * @param most bytes of all of them together
   */
  constructor(
    readonly file: string,
    private readonly older: OlderFile[],
    private readonly most: number,
  ) {}

  /** Room for so many bytes more; to be called before they are written. @throws ProfileNotWrittenError */
  async grow(bytes: number): Promise<void> {
    this.bytes += bytes;
    if (this.bytes > this.most)
      throw new ProfileNotWrittenError(`the profile is larger than PROFILE_MAX_BYTES (${this.most}) allows`);
    while (this.bytes + this.taken > this.most) await rm(this.older.shift()!.path, { force: true });
  }

  private get taken(): number {
    return this.older.reduce((sum, { bytes }) => sum + bytes, 0);
  }
}
