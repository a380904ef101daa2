import { createHash } from 'node:crypto';
import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Millis } from '@app/core';
import type { LimitSettings } from './limit-settings';

export const WINDOW_MS: Millis = 60_000;

/** At full pressure a limit is this much of what it was. */
const LEAST_SHARE = 0.25;

const limitsOf = (settings: LimitSettings) => ({
  http_ip: settings.httpPerIp,
  http_subject: settings.httpPerSubject,
  handshakes_ip: settings.handshakesPerIp,
  calls_subject: settings.callsPerSubject,
  calls_tenant: settings.callsPerTenant,
});

export type LimitName = keyof ReturnType<typeof limitsOf>;

/** What is counted by: who it is need not be known for that. */
export const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** Counts what addresses, users and tenants ask for, and says who has to wait. */
export class RateLimiter {
  private readonly limits: Readonly<Record<LimitName, number>>;
  private pressure: () => number = () => 0;
  private onRefused: (limit: LimitName) => void = () => undefined;
  readonly enabled: boolean;

  constructor(
    settings: LimitSettings,
    readonly storage: ThrottlerStorage,
  ) {
    this.limits = limitsOf(settings);
    this.enabled = settings.enabled;
  }

  /** @param pressure 0 (all is well) to 1 (nothing that a call needs is to be had): limits go down to a quarter */
  tightenBy(pressure: () => number): void {
    this.pressure = pressure;
  }

  reportTo(onRefused: (limit: LimitName) => void): void {
    this.onRefused = onRefused;
  }

  get names(): readonly LimitName[] {
    return Object.keys(this.limits) as LimitName[];
  }

  /** Requests a minute at the moment. */
  limitOf(name: LimitName): number {
    const pressure = Math.min(1, Math.max(0, this.pressure()));
    return Math.max(1, Math.floor(this.limits[name] * (1 - (1 - LEAST_SHARE) * pressure)));
  }

  /**
   * Counts one more. Never rejects.
   * @param key an address, a user or a tenant; kept only as a hash
   * @returns ms to wait before the next attempt; 0: go on
   */
  async take(name: LimitName, key: string): Promise<Millis> {
    if (!this.enabled) return 0;
    const limit = this.limitOf(name);
    const counted = await this.storage.increment(hashOf(key), WINDOW_MS, limit, WINDOW_MS, name);
    if (!counted.isBlocked) return 0;
    this.refused(name);
    return Math.max(1, counted.timeToBlockExpire) * 1000;
  }

  refused(name: LimitName): void {
    this.onRefused(name);
  }
}
