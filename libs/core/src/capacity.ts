import type { Capacity, Reservation } from './ports/provider';

/** A counted limit. */
export class CountedCapacity implements Capacity {
  private taken = 0;

  constructor(readonly limit: number) {}

  get used(): number {
    return this.taken;
  }

  reserve(): Reservation | null {
    if (this.taken >= this.limit) return null;
    this.taken++;
    let held = true;
    return {
      release: () => {
        if (!held) return;
        held = false;
        this.taken--;
      },
    };
  }
}
