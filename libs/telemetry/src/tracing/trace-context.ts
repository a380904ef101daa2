import { TraceFlags, createTraceState } from '@opentelemetry/api';
import type { SpanContext } from '@opentelemetry/api';
import type { Scope } from '@app/core';
import type { TraceHeaders } from './tracing';

/** https://www.w3.org/TR/trace-context/#traceparent-header; later versions begin alike. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** @returns null where there is none */
export function readTraceContext({ traceparent, tracestate }: TraceHeaders): SpanContext | null {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return null;
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  const state = tracestate ? { traceState: createTraceState(tracestate) } : {};
  return { traceId, spanId, traceFlags, isRemote: true, ...state };
}

/** For whoever is asked on behalf of a span. */
export function writeTraceContext(span: SpanContext): Pick<Scope, 'traceparent' | 'tracestate'> {
  const { traceId, spanId, traceFlags, traceState } = span;
  const flags = (traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, '0');
  const tracestate = traceState?.serialize() ?? '';
  return { traceparent: `00-${traceId}-${spanId}-${flags}`, ...(tracestate !== '' && { tracestate }) };
}
