import { CountedCapacity } from '@app/core';
import type { Reservation } from '@app/core';
import type { RecogniserPool } from './recogniser-pool';

/** The places for calls. Whoever takes one is about to speak: a thread starts at once. */
export class RecogniserPlaces extends CountedCapacity {
  constructor(
    limit: number,
    private readonly pool: RecogniserPool,
  ) {
    super(limit);
  }

  override reserve(): Reservation | null {
    const reservation = super.reserve();
    if (reservation) this.pool.expect(this.used);
    return reservation;
  }
}
