import { SpanStatusCode } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/api';
import type { AskedModel, CallId, Millis, Outcome, ReplyEvent, ReplySource } from '@app/core';
import type { SpanTimes } from './span-times';
import { writeTraceContext } from './trace-context';
import type { AskedTracing } from './tracing';

/** What the conventions call a provider, where that is not what it is called here. */
const WELL_KNOWN: Readonly<Record<string, string>> = { 'azure-openai': 'azure.ai.openai' };

/**
 * The span of one request to the reply engine, in the words of OpenTelemetry's conventions for generative AI; what has
 * none there is called `reply.…`.
 */
export class AskedTrace implements AskedTracing {
  readonly context: AskedTracing['context'];
  private asked: AskedModel | null = null;

  /** @param provider the first choice, until another one serves */
  constructor(
    private readonly span: Span,
    private readonly times: SpanTimes,
    private provider: string,
    callId: CallId,
    tentative: boolean,
  ) {
    this.context = writeTraceContext(span.spanContext());
    span.setAttributes({
      'gen_ai.operation.name': 'chat',
      'gen_ai.conversation.id': callId,
      'gen_ai.output.type': 'text',
      'reply.speculative': tentative,
    });
  }

  /** The adapter tells the model as well, the chain it belongs to the provider alone. */
  servedBy(provider: string, asked?: AskedModel): void {
    if (asked || provider !== this.provider) this.asked = asked ?? null;
    this.provider = provider;
  }

  firstWords(source: ReplySource, ms: Millis): void {
    this.span.setAttributes({ 'reply.source': source, 'reply.first_words_ms': ms });
    this.span.addEvent('first_words', this.times.now());
  }

  usage({ inputTokens, outputTokens, model, finishReason }: Extract<ReplyEvent, { type: 'usage' }>): void {
    this.span.setAttributes({
      'gen_ai.usage.input_tokens': inputTokens,
      'gen_ai.usage.output_tokens': outputTokens,
      ...(model !== undefined && { 'gen_ai.response.model': model }),
      ...(finishReason !== undefined && { 'gen_ai.response.finish_reasons': [finishReason] }),
    });
  }

  ended(outcome: Outcome, errorCode: string | null): void {
    const { span, asked, provider } = this;
    span.setAttributes({
      'reply.outcome': outcome,
      'gen_ai.provider.name': WELL_KNOWN[provider] ?? provider,
    });
    if (asked) this.askedFor(asked);
    if (errorCode !== null) {
      span.setAttribute('error.type', errorCode);
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end(this.times.now());
  }

  private askedFor({ model, server, maxTokens, temperature }: AskedModel): void {
    this.span.updateName(`chat ${model}`);
    this.span.setAttributes({
      'gen_ai.request.model': model,
      'gen_ai.request.max_tokens': maxTokens,
      ...(temperature !== null && { 'gen_ai.request.temperature': temperature }),
      'server.address': server.address,
      'server.port': server.port,
    });
  }
}
