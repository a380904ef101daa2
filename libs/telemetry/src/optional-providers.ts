import type { FactoryProvider } from '@nestjs/common';
import { systemClock } from '@app/core';
import { CALL_LOG, CallLog } from './call-log/call-log';
import { DebugNamespaces } from './logging/debug-namespaces';
import { LogLevel } from './logging/log-level';
import { TELEMETRY_OPTIONS } from './telemetry-options';
import type { TelemetryOptions } from './telemetry-options';
import { startTracing } from './tracing/start-tracing';
import { TRACING } from './tracing/tracing';
import type { Tracing } from './tracing/tracing';

const from = <T>(
  provide: FactoryProvider['provide'],
  make: (options: TelemetryOptions) => T | Promise<T>,
): FactoryProvider<T> => ({ provide, inject: [TELEMETRY_OPTIONS], useFactory: make });

/** What is there only where it is wanted; null, or asleep, where it is not. */
export const optionalProviders: readonly FactoryProvider[] = [
  from<Tracing | null>(TRACING, async ({ tracing }) => (tracing ? startTracing(systemClock, tracing) : null)),
  from<CallLog | null>(CALL_LOG, async ({ callLog }) => {
    if (!callLog) return null;
    const log = new CallLog(systemClock, callLog);
    await log.prepare();
    return log;
  }),
  from(DebugNamespaces, ({ debug }) => new DebugNamespaces(debug ?? '')),
  {
    provide: LogLevel,
    inject: [TELEMETRY_OPTIONS, DebugNamespaces],
    useFactory: ({ logLevel }: TelemetryOptions, debug: DebugNamespaces) =>
      new LogLevel(logLevel ?? 'info', debug),
  },
];

export const optionalTokens = [DebugNamespaces, LogLevel];
