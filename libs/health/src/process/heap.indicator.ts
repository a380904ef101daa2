import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { Heap } from './heap';
import { indicate } from '../indicate';

/** Shares of the limit: where collecting begins to cost, and where the process is about to die of it. */
const DEGRADED = 0.85;
const DOWN = 0.97;

@Injectable()
export class HeapIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly heap: Heap,
  ) {}

  check(): HealthIndicatorResult {
    const { usedMiB, limitMiB } = this.heap.read();
    const share = usedMiB / limitMiB;
    const status = statusOf(share);
    return indicate(this.indicators, 'heap', status, {
      ...(status !== 'up' && { reason: `memory is ${Math.round(share * 100)} % full` }),
      usedMiB,
      limitMiB,
    });
  }
}

function statusOf(share: number): 'up' | 'degraded' | 'down' {
  if (share > DOWN) return 'down';
  return share > DEGRADED ? 'degraded' : 'up';
}
