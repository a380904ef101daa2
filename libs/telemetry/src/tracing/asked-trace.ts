import { SpanStatusCode } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/api';
import type { Millis, Outcome, ReplySource } from '@app/core';
import type { SpanTimes } from './span-times';
import { formatTraceparent } from './trace-context';
import type { AskedTracing } from './tracing';

/** The span of one request to the reply engine, in the words of OpenTelemetry's conventions for generative AI. */
export class AskedTrace implements AskedTracing {
  readonly traceparent: string;

  constructor(
    private readonly span: Span,
    private readonly times: SpanTimes,
    engine: string,
    tentative: boolean,
  ) {
    this.traceparent = formatTraceparent(span.spanContext());
    span.setAttributes({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': engine,
      'gen_ai.output.type': 'text',
      'reply.speculative': tentative,
    });
  }

  servedBy(provider: string, model?: string): void {
    this.span.setAttribute('gen_ai.provider.name', provider);
    if (model !== undefined) this.span.setAttribute('gen_ai.request.model', model);
    this.span.updateName(`chat ${provider}`);
  }

  firstWords(source: ReplySource, ms: Millis): void {
    this.span.setAttributes({ 'reply.source': source, 'gen_ai.server.time_to_first_token': ms / 1000 });
    this.span.addEvent('gen_ai.first_token', this.times.now());
  }

  usage(inputTokens: number, outputTokens: number): void {
    this.span.setAttributes({
      'gen_ai.usage.input_tokens': inputTokens,
      'gen_ai.usage.output_tokens': outputTokens,
    });
  }

  ended(outcome: Outcome, errorCode: string | null): void {
    this.span.setAttribute('reply.outcome', outcome);
    if (errorCode !== null) {
      this.span.setAttribute('error.type', errorCode);
      this.span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.span.end(this.times.now());
  }
}
