import type { HrTime } from '@opentelemetry/api';
import type { Clock, Millis } from '@app/core';

/** Clock time as wall time with the precision of the clock: spans of one call keep their order. */
export class SpanTimes {
  private readonly origin: Millis;
  private readonly begunAt: Millis;

  constructor(private readonly clock: Pick<Clock, 'now' | 'epoch'>) {
    this.begunAt = clock.now();
    this.origin = clock.epoch() - this.begunAt;
  }

  /** When the call began. */
  get first(): HrTime {
    return this.at(this.begunAt);
  }

  /** A silence is reckoned in media time, which may come faster than time: nothing of a call was before it began. */
  at(ms: Millis): HrTime {
    const wall = this.origin + Math.max(ms, this.begunAt);
    const seconds = Math.floor(wall / 1000);
    return [seconds, Math.round((wall - seconds * 1000) * 1e6)];
  }

  now(): HrTime {
    return this.at(this.clock.now());
  }
}
