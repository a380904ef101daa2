import { bulkhead } from 'cockatiel';
import type { BulkheadPolicy } from 'cockatiel';

/** Keeps one provider that is slow from taking everything there is: only so many use it at once, and nobody waits here. */
export class Bulkhead {
  private readonly policy: BulkheadPolicy;

  constructor(readonly limit: number) {
    this.policy = bulkhead(limit, 0);
  }

  get used(): number {
    return this.limit - this.policy.executionSlots;
  }

  /** @returns how to leave again, idempotent; null when it is full */
  enter(): (() => void) | null {
    if (this.policy.executionSlots === 0) return null;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.policy.execute(() => promise).catch(() => undefined);
    return resolve;
  }
}
