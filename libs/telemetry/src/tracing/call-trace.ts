import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Context, Span, SpanContext, Tracer } from '@opentelemetry/api';
import type { CallId, Clock, EndReason } from '@app/core';
import type { TurnRecord } from '../turns/turn-record';
import { AskedTrace } from './asked-trace';
import { SpanTimes } from './span-times';
import { readTraceContext } from './trace-context';
import type { AskedTracing, CallTracing, TracedCall } from './tracing';

/** The trace of one call. Nothing that anybody said gets into it. */
export class CallTrace implements CallTracing {
  readonly traceId: string | null;
  private readonly times: SpanTimes;
  private readonly root: Span;
  private readonly inCall: Context;
  private turn: { readonly span: Span; readonly context: Context } | null = null;
  private speculation: SpanContext | null = null;
  private turns = 0;
  private callId: CallId;

  constructor(
    private readonly tracer: Tracer,
    { callId, language, ...headers }: TracedCall,
    clock: Clock,
  ) {
    this.times = new SpanTimes(clock);
    this.callId = callId;
    const remote = readTraceContext(headers);
    const parent = remote ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT;
    const attributes = { 'call.id': callId, 'call.language': language };
    const startTime = this.times.first;
    this.root = tracer.startSpan('call', { kind: SpanKind.SERVER, attributes, startTime }, parent);
    this.inCall = trace.setSpan(ROOT_CONTEXT, this.root);
    this.traceId = this.root.isRecording() ? this.root.spanContext().traceId : null;
  }

  began({ number, startMs }: TurnRecord): void {
    this.turns++;
    const options = { attributes: { 'turn.number': number }, startTime: this.times.at(startMs) };
    const span = this.tracer.startSpan('turn', options, this.inCall);
    this.turn = { span, context: trace.setSpan(this.inCall, span) };
  }

  speculated({ speculationMs }: TurnRecord): void {
    if (!this.turn || !this.speculation) return;
    const attributes = { 'speculation.saved_ms': speculationMs ?? 0 };
    this.turn.span.addLink({ context: this.speculation, attributes });
  }

  ended(record: TurnRecord): void {
    const { turn } = this;
    this.turn = null;
    if (!turn) return;
    const { span, context } = turn;
    if (span.isRecording()) {
      for (const stage of record.stages) {
        const { provider } = stage;
        const attributes = {
          'stage.outcome': stage.outcome,
          ...(provider && { 'stage.provider': provider }),
        };
        const options = { attributes, startTime: this.times.at(stage.startMs) };
        this.tracer.startSpan(stage.name, options, context).end(this.times.at(stage.endMs));
      }
      for (const { name, atMs } of record.marks) span.addEvent(name, this.times.at(atMs));
      span.setAttributes(attributesOf(record));
    }
    if (record.outcome === 'error') span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(record.endMs === null ? this.times.now() : this.times.at(record.endMs));
  }

  asked(engine: string, tentative: boolean): AskedTracing {
    const context = tentative ? this.inCall : (this.turn?.context ?? this.inCall);
    const options = { kind: SpanKind.CLIENT, startTime: this.times.now() };
    const span = this.tracer.startSpan('chat', options, context);
    if (tentative) this.speculation = span.spanContext();
    return new AskedTrace(span, this.times, engine, this.callId, tentative);
  }

  renamed(callId: CallId): void {
    this.callId = callId;
    this.root.setAttribute('call.id', callId);
  }

  finished(reason: EndReason): void {
    this.root.setAttributes({ 'call.end_reason': reason, 'call.turns': this.turns });
    if (reason === 'error') this.root.setStatus({ code: SpanStatusCode.ERROR });
    this.root.end(this.times.now());
  }
}

/** What is known of a turn; what is not is left out. */
function attributesOf(turn: TurnRecord): Attributes {
  const { turnId, outcome, firstAudioMs, voiceToVoiceMs, endpointReason } = turn;
  return {
    ...(turnId !== null && { 'turn.id': turnId }),
    ...(outcome !== null && { 'turn.outcome': outcome }),
    ...(firstAudioMs !== null && { 'turn.first_audio_ms': firstAudioMs }),
    ...(voiceToVoiceMs !== null && { 'turn.voice_to_voice_ms': voiceToVoiceMs }),
    ...(endpointReason !== null && { 'turn.endpoint_reason': endpointReason }),
  };
}
