import type { CallId, EndReason, Millis, Outcome, ReplySource } from '@app/core';
import type { TurnSink } from '../turns/turn-record';

export interface TracingOptions {
  /** Where OTLP is taken over HTTP; `/v1/traces` is added. */
  readonly endpoint: string;
  readonly serviceName: string;
  /** Share of calls that are traced, 0-1; a caller who traces decides for himself. */
  readonly ratio: number;
  readonly warn: (message: string) => void;
}

/** What a trace is begun with. */
export interface TracedCall {
  /** Provisional until the first message names the call: to be read when it is needed. */
  readonly callId: CallId;
  readonly language: string;
  /** W3C trace context of whoever opened the connection; null where there is none. */
  readonly traceparent: string | null;
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
  readonly traceparent: string;
  servedBy(provider: string, model?: string): void;
  firstWords(source: ReplySource, ms: Millis): void;
  usage(inputTokens: number, outputTokens: number): void;
  /** @param errorCode of the VoiceError, where it failed */
  ended(outcome: Outcome, errorCode: string | null): void;
}
