import { Injectable } from '@nestjs/common';
import { LatencyTargets } from '@app/config';
import type { OpenerAccount, SpeculationAccount, TurnLimits } from '@app/conversation';
import { Adaptation } from '@app/resilience';
import type { TunedNumber } from '@app/resilience';
import { PerformanceMonitor } from '@app/telemetry';
import { TurnSettings } from './turn-settings';

/** Fewer measurements say nothing yet. */
const ENOUGH_TURNS = 20;
const ENOUGH_OUTCOMES = 10;
/** A share of what was done in vain, over which less of it is done, and under which more. */
const TOO_MUCH = 0.5;
const LITTLE = 0.25;
const OPENER_STEP_MS = 100;

/** The numbers of a turn that follow what is measured: when a second answer is asked for, how much is begun ahead, when an opener is said. */
@Injectable()
export class TunedTurns {
  private readonly hedge: TunedNumber;
  private readonly speculations: TunedNumber;
  private readonly opener: TunedNumber;

  constructor(
    private readonly adaptation: Adaptation,
    monitor: PerformanceMonitor,
    { aiGeneration }: LatencyTargets,
    { speculations }: TurnSettings,
  ) {
    this.hedge = adaptation.number('hedge_delay_ms', {
      initial: aiGeneration,
      min: Math.min(100, aiGeneration),
      max: aiGeneration * 4,
      step: 0.25,
      least: 10,
    });
    const [most, one] = [speculations, Math.min(1, speculations)];
    this.speculations = adaptation.number('speculations_per_turn', {
      initial: most,
      min: one,
      max: most,
      step: 0,
      least: 1,
    });
    this.opener = adaptation.number('opener_delay_ms', {
      initial: 0,
      min: 0,
      max: 400,
      step: 0,
      least: OPENER_STEP_MS,
    });
    // A second request for the slowest twentieth only ("hedged requests": Dean, Barroso, "The Tail at Scale", 2013).
    adaptation.rule(() => {
      const count = monitor.count('ai_generation');
      const p95 = monitor.quantile('ai_generation', 0.95);
      if (p95 !== null && count >= ENOUGH_TURNS)
        this.hedge.tune(p95, `P95 of ai_generation is ${Math.round(p95)} ms over ${count} turns`);
    });
  }

  /** The same limits, some of them read anew each time. */
  follow(limits: TurnLimits): TurnLimits {
    const { hedge, speculations, opener } = this;
    return {
      ...limits,
      get hurryMs() {
        return hedge.value;
      },
      get speculations() {
        return speculations.value;
      },
      get openerDelayMs() {
        return opener.value;
      },
    };
  }

  watch(speculation: SpeculationAccount, openers: OpenerAccount): void {
    this.adaptation.rule(() => {
      const { count, wasteRatio } = speculation;
      if (count < ENOUGH_OUTCOMES) return;
      const change = wasteRatio > TOO_MUCH ? -1 : wasteRatio < LITTLE ? 1 : 0;
      const reason = `${percent(wasteRatio)} of what was begun ahead was thrown away`;
      this.speculations.tune(this.speculations.value + change, reason);
    });
    this.adaptation.rule(() => {
      const { count, needlessRatio } = openers;
      if (count < ENOUGH_OUTCOMES) return;
      const change = needlessRatio > TOO_MUCH ? 1 : needlessRatio < LITTLE ? -1 : 0;
      const reason = `${percent(needlessRatio)} of the openers were followed by the reply at once`;
      this.opener.tune(this.opener.value + change * OPENER_STEP_MS, reason);
    });
  }
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
