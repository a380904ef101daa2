import type { Clock, Millis, ProviderKind } from '@app/core';
import type { Percentiles } from '../latency/sliding-window';
import { PerformanceMonitor } from './performance-monitor';

/** How long each provider took to its first word or sound, over the last five minutes. */
export class ProviderLatencies {
  private readonly monitor: PerformanceMonitor;

  constructor(clock: Pick<Clock, 'now'>) {
    this.monitor = new PerformanceMonitor(clock);
  }

  took(kind: ProviderKind, provider: string, ms: Millis): void {
    this.monitor.record(`${kind}:${provider}`, ms);
  }

  /** ms, rounded to a tenth; null while it has not answered. */
  of(kind: ProviderKind, provider: string): Percentiles | null {
    return this.monitor.of(`${kind}:${provider}`);
  }
}
