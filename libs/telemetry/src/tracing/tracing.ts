import type {
  AskedModel,
  CallId,
  EndReason,
  Millis,
  Outcome,
  ReplyEvent,
  ReplySource,
  Scope,
} from '@app/core';
import type { TurnSink } from '../turns/turn-record';

export interface TracingOptions {
  /** Where OTLP is taken over HTTP; `/v1/traces` is added. */
  readonly endpoint: string;
  /** What is said of this process with every span: `service.name` and the like. */
  readonly resource: Readonly<Record<string, string>>;
  /** Share of calls that are traced, 0-1; a caller who traces decides for himself. */
  readonly ratio: number;
  readonly warn: (message: string) => void;
}

/** W3C trace context of whoever opened the connection; null where there is none. */
export interface TraceHeaders {
  readonly traceparent: string | null;
  readonly tracestate?: string | null;
}

/** What a trace is begun with. */
export interface TracedCall extends TraceHeaders {
  /** Provisional until the first message names the call: to be read when it is needed. */
  readonly callId: CallId;
  readonly language: string;
}

export const TRACING = Symbol('Tracing');

/** One trace a call; a span for each turn, its stages under it. */
export interface Tracing {
  begin(call: TracedCall): CallTracing;
  /** Resolves when what is left was sent, or could not be. */
  close(): Promise<void>;
}

export interface CallTracing extends TurnSink {
  /** Null where this call was not sampled. */
  readonly traceId: string | null;
  /** @param tentative asked before the turn was committed: the span belongs to the call, and a turn that uses it links to it */
  asked(engine: string, tentative: boolean): AskedTracing;
  /** The first message named the call. */
  renamed(callId: CallId): void;
  finished(reason: EndReason): void;
}

/** An answer that is asked for. Words never get into it. */
export interface AskedTracing {
  /** For the provider's own trace. */
  readonly context: Pick<Scope, 'traceparent' | 'tracestate'>;
  servedBy(provider: string, asked?: AskedModel): void;
  firstWords(source: ReplySource, ms: Millis): void;
  usage(usage: Extract<ReplyEvent, { type: 'usage' }>): void;
  /** @param errorCode of the VoiceError, where it failed */
  ended(outcome: Outcome, errorCode: string | null): void;
}
