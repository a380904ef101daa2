import { Inject, Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import type { Millis, Outcome, StageName } from '@app/core';
import { TELEMETRY_OPTIONS, turnStages } from '../telemetry-options';
import type { TelemetryOptions } from '../telemetry-options';
import { BoundedLabels, CACHE, MAX_PROVIDERS, OTHER } from './bounded-labels';
import { Exemplars } from './exemplars';
import { ERRORS, STAGE_BUDGET_EXCEEDED, STAGE_LATENCY } from './metric-names';

const MAX_ERROR_CODES = 64;

/** How a processing stage can end, and a stage of a turn: that one is never told that it was cancelled. */
const OUTCOMES: readonly Outcome[] = ['ok', 'error', 'timeout', 'cancelled'];
const OF_TURNS: readonly Outcome[] = ['ok', 'error', 'timeout'];

/** One stage, and what is counted of it beside how long it took. */
interface StageMeter {
  readonly label: string;
  readonly exceeded: Counter.Internal;
  /** The error code of a processing stage; null where errors are told as problems. */
  readonly errorCode: string | null;
  readonly target: Millis;
}

/** Latency, budget and errors of stages. A name that is neither a turn's stage nor registered is `other`. */
@Injectable()
export class StageMetrics {
  private readonly meters = new Map<string, StageMeter>();
  private readonly other: StageMeter;
  private readonly codes = new BoundedLabels(MAX_ERROR_CODES);
  private readonly providers = new BoundedLabels(MAX_PROVIDERS);

  constructor(
    @InjectMetric(STAGE_LATENCY) private readonly latency: Histogram<'stage' | 'provider' | 'outcome'>,
    @InjectMetric(STAGE_BUDGET_EXCEEDED) private readonly exceeded: Counter<'stage'>,
    @InjectMetric(ERRORS) private readonly errors: Counter<'code'>,
    private readonly exemplars: Exemplars,
    @Inject(TELEMETRY_OPTIONS) { targets, processingStages }: TelemetryOptions,
  ) {
    for (const stage of turnStages) this.meters.set(stage, this.meter(stage, null, targets[stage]));
    for (const stage of processingStages) this.meters.set(stage, this.meter(stage, `stage_${stage}`));
    this.other = this.meter(OTHER, null);
    for (const stage of turnStages) this.begin(stage, OF_TURNS);
    for (const stage of processingStages) this.begin(stage, OUTCOMES);
  }

  /** These can serve a stage, and have not so far. */
  servedBy(stage: StageName, providers: readonly string[]): void {
    for (const provider of [...providers, CACHE])
      this.latency.zero({ stage, provider: this.providers.of(provider), outcome: 'ok' });
  }

  /**
   * A processing stage says by the outcome `timeout` that it was over its budget; a turn's stage is held to its target.
   * @param servedBy the provider that did the work, or `cache`; null where there was none
   * @param traceId of the call; null where it is not traced
   */
  finished(
    stage: string,
    ms: Millis,
    outcome: Outcome,
    servedBy: string | null,
    traceId: string | null,
  ): void {
    const meter = this.meters.get(stage) ?? this.other;
    const seconds = Math.max(0, ms) / 1000;
    const provider = servedBy === null ? {} : { provider: this.providers.of(servedBy) };
    const labels = { stage: meter.label, ...provider, outcome };
    this.latency.observe(labels, seconds);
    this.exemplars.note(STAGE_LATENCY, labels, seconds, traceId);
    if (outcome === 'timeout' || ms > meter.target) meter.exceeded.inc();
    if (outcome === 'error' && meter.errorCode !== null) this.failed(meter.errorCode);
  }

  /** This error can happen, and has not so far. */
  known(code: string): void {
    this.errors.inc({ code: this.codes.of(code) }, 0);
  }

  failed(code: string): void {
    this.errors.inc({ code: this.codes.of(code) });
  }

  private begin(stage: string, outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) this.latency.zero({ stage, outcome });
  }

  private meter(
    stage: string,
    errorCode: string | null,
    target: Millis = Number.POSITIVE_INFINITY,
  ): StageMeter {
    const exceeded = this.exceeded.labels(stage);
    exceeded.inc(0);
    if (errorCode !== null) this.known(errorCode);
    return { label: stage, exceeded, errorCode, target };
  }
}
