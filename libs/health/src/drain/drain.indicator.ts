import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { DrainState } from './drain-state';

/** Down while draining, so that no new calls are sent here. */
@Injectable()
export class DrainIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly state: DrainState,
  ) {}

  check(): HealthIndicatorResult {
    const indicator = this.indicators.check('drain');
    return this.state.draining
      ? indicator.down({ reason: 'draining', ...this.state.progress })
      : indicator.up();
  }
}
