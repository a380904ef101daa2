import { DiagLogLevel, diag } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Clock, Millis } from '@app/core';
import { CallTrace } from './call-trace';
import type { CallTracing, TracedCall, Tracing, TracingOptions } from './tracing';

const EXPORT_EVERY_MS: Millis = 2000;
const EXPORT_TIMEOUT_MS: Millis = 5000;
/** A collector that is away is told of this often. */
const COMPLAIN_EVERY_MS: Millis = 60_000;

/** Traces by OpenTelemetry's SDK over OTLP/HTTP. This file is loaded only where they are wanted: so is the SDK. */
export class OtlpTracing implements Tracing {
  private readonly provider: TracerProvider;

  constructor(
    private readonly clock: Clock,
    { endpoint, resource, ratio, warn }: TracingOptions,
  ) {
    complainSometimes(clock, warn);
    const exporter = new OTLPTraceExporter({
      url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
      timeoutMillis: EXPORT_TIMEOUT_MS,
    });
    this.provider = new TracerProvider({
      resource: resourceFromAttributes(resource),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
      spanProcessors: [
        new BatchSpanProcessor({
          exporter,
          scheduledDelayMillis: EXPORT_EVERY_MS,
          exportTimeoutMillis: EXPORT_TIMEOUT_MS,
        }),
      ],
    });
  }

  begin(call: TracedCall): CallTracing {
    return new CallTrace(this.provider.getTracer('realtime-processor'), call, this.clock);
  }

  async close(): Promise<void> {
    await this.provider.shutdown().catch(() => undefined);
    diag.disable();
  }
}

function complainSometimes(clock: Clock, warn: TracingOptions['warn']): void {
  let complainedAt = Number.NEGATIVE_INFINITY;
  const complain = (): void => {
    if (clock.now() - complainedAt < COMPLAIN_EVERY_MS) return;
    complainedAt = clock.now();
    warn('traces cannot be sent');
  };
  const quiet = (): void => undefined;
  const logger = { error: complain, warn: quiet, info: quiet, debug: quiet, verbose: quiet };
  diag.setLogger(logger, { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true });
}
