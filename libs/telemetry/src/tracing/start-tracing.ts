import type { Clock } from '@app/core';
import type { Tracing, TracingOptions } from './tracing';

/** Loads the SDK now. */
export async function startTracing(clock: Clock, options: TracingOptions): Promise<Tracing> {
  const { OtlpTracing } = await import('./otlp-tracing');
  return new OtlpTracing(clock, options);
}
