import { VoiceError } from '@app/core';
import type { CallId, Clock, Outcome, ReplyEngine, ReplyEvent, ReplyRequest, Scope } from '@app/core';
import { AroundReplyEngine } from './around-reply-engine';
import type { AskMetrics } from '../metrics/ask-metrics';
import { CACHE } from '../metrics/bounded-labels';
import type { AskedTracing } from '../tracing/tracing';

/** Finds the trace of a call, and begins a span in it. */
export interface AskedCalls {
  /** Null where the call is not traced. */
  asked(callId: CallId, engine: string, tentative: boolean): AskedTracing | null;
}

/** A reply engine, and how soon and how it answers: in the metrics, and in the trace of the call. */
export class WatchedReplyEngine extends AroundReplyEngine {
  constructor(
    inner: ReplyEngine,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly metrics: AskMetrics,
    private readonly calls: AskedCalls,
  ) {
    super(inner);
  }

  async *reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    const begun = this.clock.now();
    const trace = this.calls.asked(scope.callId, this.name, request.tentative);
    let worded = false;
    const serving = { told: false };
    const watched: Scope = {
      ...scope,
      ...trace?.context,
      servedBy: (provider, asked) => {
        serving.told = true;
        trace?.servedBy(provider, asked);
        scope.servedBy?.(provider, asked);
      },
    };
    let outcome: Outcome = 'cancelled';
    let errorCode: string | null = null;
    try {
      for await (const event of this.inner.reply(request, watched)) {
        if (event.type === 'text' && !worded) {
          worded = true;
          const ms = this.clock.now() - begun;
          if (!serving.told) scope.servedBy?.(CACHE);
          this.metrics.firstWords(event.source, ms, scope.callId);
          trace?.firstWords(event.source, ms);
        } else if (event.type === 'usage') {
          this.metrics.usage(event.inputTokens, event.outputTokens);
          trace?.usage(event);
        }
        yield event;
      }
      if (!scope.signal.aborted) outcome = 'ok';
    } catch (error) {
      if (!scope.signal.aborted) {
        outcome = 'error';
        errorCode = error instanceof VoiceError ? error.code : 'internal';
      }
      throw error;
    } finally {
      trace?.ended(outcome, errorCode);
    }
  }
}
