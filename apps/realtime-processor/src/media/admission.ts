import { Injectable } from '@nestjs/common';
import { CountedCapacity } from '@app/core';
import type { Capacity, Millis, Reservation } from '@app/core';

export type RefusalReason = 'busy' | 'draining' | 'overloaded' | 'no_provider' | 'quota_exceeded';

/** Why a call is not taken, and when another attempt may be worth it. */
export interface AdmissionRefusal {
  readonly status: 429 | 503;
  readonly reason: RefusalReason;
  readonly message: string;
  readonly retryAfterMs: Millis;
}

/** Something that decides on calls without places of its own. */
export interface AdmissionGate {
  /** Why no call may come in now; null: one may. Nothing is taken by asking. */
  refusal(): AdmissionRefusal | null;
  /** A call came in. */
  taken(): void;
}

const RETRY_AFTER_MS: Millis = 2000;

/** A place for one call in everything it needs, or why there is none. */
export type Admission =
  | { readonly admitted: true; readonly reservation: Reservation }
  | ({ readonly admitted: false } & AdmissionRefusal);

/**
 * Decides whether one more call is taken. The place is taken at once, before anything is awaited: two calls never get
 * the last one.
 */
@Injectable()
export class AdmissionDesk {
  private draining = false;

  /** @param capacities by what they are called in the refusal; the first is the connections'. */
  constructor(
    private readonly capacities: ReadonlyMap<string, Capacity>,
    private readonly gates: readonly AdmissionGate[] = [],
  ) {}

  static forCalls(
    maxConnections: number,
    recognisers: Capacity | undefined,
    gates: readonly AdmissionGate[] = [],
  ): AdmissionDesk {
    const capacities = new Map<string, Capacity>([['connections', new CountedCapacity(maxConnections)]]);
    if (recognisers) capacities.set('recognisers', recognisers);
    return new AdmissionDesk(capacities, gates);
  }

  admit(): Admission {
    if (this.draining) return refused('draining', 'the service is shutting down');
    for (const gate of this.gates) {
      const refusal = gate.refusal();
      if (refusal) return { admitted: false, ...refusal };
    }
    const held: Reservation[] = [];
    const release = (): void => held.forEach(reservation => reservation.release());
    for (const [name, capacity] of this.capacities) {
      const reservation = capacity.reserve();
      if (!reservation) {
        release();
        return refused('busy', `all ${capacity.limit} ${name} are in use`);
      }
      held.push(reservation);
    }
    for (const gate of this.gates) gate.taken();
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

const refused = (reason: RefusalReason, message: string): Admission => ({
  admitted: false,
  status: 503,
  reason,
  message,
  retryAfterMs: RETRY_AFTER_MS,
});
