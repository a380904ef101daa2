import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import type { CallId, Millis, ReplySource } from '@app/core';
import { replySources } from '@app/core';
import { CallBindings } from '../logging/call-bindings';
import { BoundedLabels, CACHE, MAX_PROVIDERS } from './bounded-labels';
import { Exemplars } from './exemplars';
import { FIRST_BYTE, FIRST_TOKEN, REPLY_TOKENS } from './metric-names';

/** What engines and voices are asked for, and how soon they begin. */
@Injectable()
export class AskMetrics {
  private readonly providers = new BoundedLabels(MAX_PROVIDERS);

  constructor(
    @InjectMetric(FIRST_TOKEN) private readonly firstToken: Histogram<'source'>,
    @InjectMetric(FIRST_BYTE) private readonly firstByte: Histogram<'provider'>,
    @InjectMetric(REPLY_TOKENS) private readonly tokens: Counter<'direction'>,
    private readonly exemplars: Exemplars,
    private readonly bindings: CallBindings,
  ) {
    for (const direction of ['input', 'output']) tokens.inc({ direction }, 0);
    for (const source of replySources) firstToken.zero({ source });
  }

  /** @param providers voices that can be asked, and have not been so far */
  known(providers: readonly string[]): void {
    for (const provider of [...providers, CACHE])
      this.firstByte.zero({ provider: this.providers.of(provider) });
  }

  firstWords(source: ReplySource, ms: Millis, callId: CallId): void {
    this.firstToken.observe({ source }, ms / 1000);
    this.exemplars.note(FIRST_TOKEN, { source }, ms / 1000, this.bindings.traceOf(callId));
  }

  /** @param servedBy whose voice it is, or `cache` */
  firstSound(servedBy: string, ms: Millis, callId: CallId): void {
    const provider = this.providers.of(servedBy);
    this.firstByte.observe({ provider }, ms / 1000);
    this.exemplars.note(FIRST_BYTE, { provider }, ms / 1000, this.bindings.traceOf(callId));
  }

  usage(inputTokens: number, outputTokens: number): void {
    this.tokens.inc({ direction: 'input' }, inputTokens);
    this.tokens.inc({ direction: 'output' }, outputTokens);
  }
}
