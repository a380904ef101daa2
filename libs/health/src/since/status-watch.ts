import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Clock, Millis, Timer } from '@app/core';
import type { Component } from '../components';
import type { StatusLog } from './status-log';

/** So much later than it happened a change may be seen. */
const EVERY_MS: Millis = 5000;

/** Looks at every component from time to time, so that `since` tells when it broke and not when somebody asked. */
export class StatusWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: Timer | null = null;

  constructor(
    private readonly clock: Pick<Clock, 'every'>,
    private readonly components: readonly Component[],
    private readonly log: StatusLog,
  ) {}

  onApplicationBootstrap(): void {
    this.timer ??= this.clock.every(EVERY_MS, () => this.look());
  }

  onApplicationShutdown(): void {
    this.timer?.cancel();
    this.timer = null;
  }

  private look(): void {
    for (const component of this.components) this.log.mark(component.check());
  }
}
