import type { HrTime } from '@opentelemetry/api';
import type { Clock, Millis } from '@app/core';

/** Clock time as wall time with the precision of the clock: spans of one call keep their order. */
export class SpanTimes {
  private readonly origin: Millis;

  constructor(private readonly clock: Pick<Clock, 'now' | 'epoch'>) {
    this.origin = clock.epoch() - clock.now();
  }

  at(ms: Millis): HrTime {
    const wall = this.origin + ms;
    const seconds = Math.floor(wall / 1000);
    return [seconds, Math.round((wall - seconds * 1000) * 1e6)];
  }

  now(): HrTime {
    return this.at(this.clock.now());
  }
}
