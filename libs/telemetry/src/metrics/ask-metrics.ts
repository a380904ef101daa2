import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import type { Millis, ReplySource } from '@app/core';
import { replySources } from '@app/core';
import { BoundedLabels } from './bounded-labels';
import { FIRST_BYTE, FIRST_TOKEN, REPLY_TOKENS } from './metric-names';

/** More providers than a chain can have. */
const MAX_PROVIDERS = 16;

/** What engines and voices are asked for, and how soon they begin. */
@Injectable()
export class AskMetrics {
  private readonly providers = new BoundedLabels(MAX_PROVIDERS);

  constructor(
    @InjectMetric(FIRST_TOKEN) private readonly firstToken: Histogram<'source'>,
    @InjectMetric(FIRST_BYTE) private readonly firstByte: Histogram<'provider'>,
    @InjectMetric(REPLY_TOKENS) private readonly tokens: Counter<'direction'>,
  ) {
    for (const direction of ['input', 'output']) tokens.inc({ direction }, 0);
    for (const source of replySources) firstToken.zero({ source });
  }

  firstWords(source: ReplySource, ms: Millis): void {
    this.firstToken.observe({ source }, ms / 1000);
  }

  /** @param provider whose voice it is, or `cache` */
  firstSound(provider: string, ms: Millis): void {
    this.firstByte.observe({ provider: this.providers.of(provider) }, ms / 1000);
  }

  usage(inputTokens: number, outputTokens: number): void {
    this.tokens.inc({ direction: 'input' }, inputTokens);
    this.tokens.inc({ direction: 'output' }, outputTokens);
  }
}
