import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { RATE_LIMITED, REFUSALS } from './metric-names';

/** Who was not let in, and who was sent away for asking too much. */
@Injectable()
export class DoorMetrics {
  constructor(
    @InjectMetric(REFUSALS) private readonly refusals: Counter<'code'>,
    @InjectMetric(RATE_LIMITED) private readonly rateLimited: Counter<'limit'>,
  ) {}

  /** What can happen here, and has not so far. */
  known(codes: readonly string[], limits: readonly string[]): void {
    for (const code of codes) this.refusals.inc({ code }, 0);
    for (const limit of limits) this.rateLimited.inc({ limit }, 0);
  }

  /** @param code as the client reads it */
  refused(code: string): void {
    this.refusals.inc({ code });
  }

  limited(limit: string): void {
    this.rateLimited.inc({ limit });
  }
}
