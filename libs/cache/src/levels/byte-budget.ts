/** Something that holds bytes and can let go of those it used longest ago. */
export interface Holder {
  readonly bytes: number;
  /** @returns false when there is nothing left. */
  dropOldest(): boolean;
}

/** What several caches may hold together. Where it is too much, the largest gives way first. */
export class ByteBudget {
  private readonly holders: Holder[] = [];

  constructor(readonly max: number) {}

  join(holder: Holder): void {
    this.holders.push(holder);
  }

  get used(): number {
    return this.holders.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  enforce(): void {
    while (this.used > this.max) {
      const largest = this.holders.reduce((most, holder) => (holder.bytes > most.bytes ? holder : most));
      if (!largest.dropOldest()) return;
    }
  }
}
