import { Injectable } from '@nestjs/common';
import type { HealthIndicatorResult } from '@nestjs/terminus';

/** Since when each component has the status it has. Changes are seen when health is asked for. */
@Injectable()
export class StatusLog {
  private readonly seen = new Map<string, { readonly status: string; readonly since: string }>();

  /** Adds `since` to each component that does not say it by itself. */
  mark(details: HealthIndicatorResult): HealthIndicatorResult {
    return Object.fromEntries(
      Object.entries(details).map(([key, detail]) => [
        key,
        { since: this.sinceWhen(key, detail.status), ...detail },
      ]),
    );
  }

  private sinceWhen(key: string, status: string): string {
    const known = this.seen.get(key);
    if (known?.status === status) return known.since;
    const since = new Date().toISOString();
    this.seen.set(key, { status, since });
    return since;
  }
}
