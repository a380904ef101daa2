import { Inject, Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import type { Millis, Outcome } from '@app/core';
import { TELEMETRY_OPTIONS, turnStages } from '../telemetry-options';
import type { TelemetryOptions } from '../telemetry-options';
import { BoundedLabels, OTHER } from './bounded-labels';
import { Exemplars } from './exemplars';
import { ERRORS, STAGE_BUDGET_EXCEEDED, STAGE_LATENCY } from './metric-names';

const MAX_ERROR_CODES = 64;

/** One stage's metrics, its labels bound beforehand. */
interface StageMeter {
  readonly label: string;
  readonly latency: Readonly<Record<Outcome, Histogram.Internal<'stage' | 'outcome'>>>;
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

  constructor(
    @InjectMetric(STAGE_LATENCY) private readonly latency: Histogram<'stage' | 'outcome'>,
    @InjectMetric(STAGE_BUDGET_EXCEEDED) private readonly exceeded: Counter<'stage'>,
    @InjectMetric(ERRORS) private readonly errors: Counter<'code'>,
    private readonly exemplars: Exemplars,
    @Inject(TELEMETRY_OPTIONS) { targets, processingStages }: TelemetryOptions,
  ) {
    for (const stage of turnStages) this.meters.set(stage, this.meter(stage, null, targets[stage]));
    for (const stage of processingStages) this.meters.set(stage, this.meter(stage, `stage_${stage}`));
    this.other = this.meter(OTHER, null);
  }

  /**
   * A processing stage says by the outcome `timeout` that it was over its budget; a turn's stage is held to its target.
   * @param traceId of the call; null where it is not traced
   */
  finished(stage: string, ms: Millis, outcome: Outcome, traceId: string | null): void {
    const meter = this.meters.get(stage) ?? this.other;
    const seconds = Math.max(0, ms) / 1000;
    meter.latency[outcome].observe(seconds);
    this.exemplars.note(STAGE_LATENCY, { stage: meter.label, outcome }, seconds, traceId);
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

  private meter(
    stage: string,
    errorCode: string | null,
    target: Millis = Number.POSITIVE_INFINITY,
  ): StageMeter {
    const exceeded = this.exceeded.labels(stage);
    exceeded.inc(0);
    if (errorCode !== null) this.known(errorCode);
    return {
      label: stage,
      latency: {
        ok: this.latency.labels(stage, 'ok'),
        error: this.latency.labels(stage, 'error'),
        timeout: this.latency.labels(stage, 'timeout'),
        cancelled: this.latency.labels(stage, 'cancelled'),
      },
      exceeded,
      errorCode,
      target,
    };
  }
}
