import { Injectable } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import type { EventLoopUtilization } from 'node:perf_hooks';
import type { Millis } from '@app/core';

/** How much of something there is, and how much of it is used. */
export interface GaugedCapacity {
  readonly limit: number;
  readonly used: number;
}

/** What the application knows and metrics have to ask for when they are read. Whatever it does not have is left out. */
export interface GaugeSources {
  /** Turns between their commit and their first sound. */
  readonly queueSize?: () => number;
  /** What waits for room, by where it does. */
  readonly waiting?: () => Readonly<Record<string, number>>;
  /** Bytes that the sockets of live calls have not sent yet. */
  readonly unsentBytes?: () => number;
  readonly draining?: () => boolean;
  /** How long a drain should have been over. */
  readonly drainOverdue?: () => Millis;
  /** By what there is only so much of. */
  readonly capacities?: () => Readonly<Record<string, GaugedCapacity>>;
  readonly redis?: () => { readonly up: boolean; readonly connections: number };
}

/** Where the application leaves its sources once it is put together. */
@Injectable()
export class ServiceGauges {
  private sources: GaugeSources = {};
  private loop: EventLoopUtilization = performance.eventLoopUtilization();

  readFrom(sources: GaugeSources): void {
    this.sources = { ...this.sources, ...sources };
  }

  get queueSize(): number {
    return this.sources.queueSize?.() ?? 0;
  }

  get waiting(): Readonly<Record<string, number>> {
    return this.sources.waiting?.() ?? {};
  }

  get unsentBytes(): number {
    return this.sources.unsentBytes?.() ?? 0;
  }

  get draining(): boolean {
    return this.sources.draining?.() ?? false;
  }

  get drainOverdue(): Millis {
    return this.sources.drainOverdue?.() ?? 0;
  }

  get capacities(): Readonly<Record<string, GaugedCapacity>> {
    return this.sources.capacities?.() ?? {};
  }

  get redis(): { readonly up: boolean; readonly connections: number } | null {
    return this.sources.redis?.() ?? null;
  }

  /** 0–1, since it was last asked. */
  loopUtilization(): number {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.loop);
    this.loop = now;
    return utilization;
  }
}
