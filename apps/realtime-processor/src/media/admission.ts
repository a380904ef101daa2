import { Injectable } from '@nestjs/common';
import { CountedCapacity } from '@app/core';
import type { Capacity, Reservation } from '@app/core';

export type RefusalReason = 'busy' | 'draining';

/** A place for one call in everything it needs, or why there is none. */
export type Admission =
  | { readonly admitted: true; readonly reservation: Reservation }
  | { readonly admitted: false; readonly reason: RefusalReason; readonly message: string };

/**
 * Decides whether one more call is taken. The place is taken at once, before anything is awaited: two calls never get
 * the last one.
 */
@Injectable()
export class AdmissionDesk {
  private draining = false;

  /** @param capacities by what they are called in the refusal; the first is the connections'. */
  constructor(private readonly capacities: ReadonlyMap<string, Capacity>) {}

  static forCalls(maxConnections: number, recognisers: Capacity | undefined): AdmissionDesk {
    const capacities = new Map<string, Capacity>([['connections', new CountedCapacity(maxConnections)]]);
    if (recognisers) capacities.set('recognisers', recognisers);
    return new AdmissionDesk(capacities);
  }

  admit(): Admission {
    if (this.draining)
      return { admitted: false, reason: 'draining', message: 'the service is shutting down' };
    const held: Reservation[] = [];
    const release = (): void => held.forEach(reservation => reservation.release());
    for (const [name, capacity] of this.capacities) {
      const reservation = capacity.reserve();
      if (!reservation) {
        release();
        return { admitted: false, reason: 'busy', message: `all ${capacity.limit} ${name} are in use` };
      }
      held.push(reservation);
    }
    return { admitted: true, reservation: { release } };
  }

  /** From now on nobody is admitted. */
  drain(): void {
    this.draining = true;
  }

  /** By what there is only so much of. */
  get places(): Readonly<Record<string, Pick<Capacity, 'used' | 'limit'>>> {
    const places = [...this.capacities].map(([name, { used, limit }]) => [name, { used, limit }] as const);
    return Object.fromEntries(places);
  }

  get isDraining(): boolean {
    return this.draining;
  }
}
