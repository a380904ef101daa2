import type { HealthIndicatorResult } from '@nestjs/terminus';
import type { Clock } from '@app/core';

/** Since when each component has the status it has. A change is seen when the component is looked at. */
export class StatusLog {
  private readonly seen = new Map<string, { readonly status: string; readonly since: string }>();

  constructor(private readonly clock: Pick<Clock, 'epoch'>) {}

  /** Adds `since` to each component that does not say it by itself. */
  mark(details: HealthIndicatorResult): HealthIndicatorResult {
    return Object.fromEntries(
      Object.entries(details).map(([key, detail]) => [
        key,
        { since: this.sinceWhen(key, detail.status), ...detail },
      ]),
    );
  }

  /** @param key what the status is of; the first status of it holds since it was first looked at */
  sinceWhen(key: string, status: string): string {
    const known = this.seen.get(key);
    if (known?.status === status) return known.since;
    const since = new Date(this.clock.epoch()).toISOString();
    this.seen.set(key, { status, since });
    return since;
  }
}
