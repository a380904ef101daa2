import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { systemClock } from '@app/core';
import { HEALTH_SOURCES } from '../health-sources';
import type { HealthSources } from '../health-sources';
import { indicate } from '../indicate';
import { DiskSpace } from './disk-space';

/** Less than this free and files of calls will soon not be written. */
const LEAST_SHARE = 0.05;
const LEAST_MIB = 512;

/** The disk under CALL_LOG_DIR. Degraded where it is nearly full or cannot be reached: calls go on without their files. */
@Injectable()
export class DiskIndicator implements OnApplicationBootstrap {
  private readonly disk: DiskSpace | null;

  constructor(
    private readonly indicators: HealthIndicatorService,
    @Inject(HEALTH_SOURCES) { callLogDir = null }: HealthSources,
  ) {
    this.disk = callLogDir === null ? null : new DiskSpace(callLogDir, systemClock);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.disk?.refresh();
  }

  check(): HealthIndicatorResult {
    const space = this.disk?.read() ?? null;
    if (space === null) return {};
    if (space === 'unreadable') {
      return indicate(this.indicators, 'disk', 'degraded', { reason: 'CALL_LOG_DIR cannot be read' });
    }
    const { freeMiB } = space;
    const scarce = freeMiB < LEAST_MIB || space.freeShare < LEAST_SHARE;
    return indicate(this.indicators, 'disk', scarce ? 'degraded' : 'up', {
      ...(scarce && { reason: `${freeMiB} MiB are left for the files of calls` }),
      freeMiB,
    });
  }
}
