import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { AggregatorRegistry, register } from 'prom-client';
import type { Millis } from '@app/core';
import { TelemetryModule } from '../telemetry.module';
import { GuardMetrics } from './guard-metrics';
import { ServiceGauges } from './service-gauges';

describe('The metrics of several workers', () => {
  let module: TestingModule;

  beforeEach(async () => {
    module = await Test.createTestingModule({
      imports: [TelemetryModule.forRootAsync({ useFactory: () => ({ targets: {}, processingStages: [] }) })],
    }).compile();
  });

  afterEach(() => module.close());

  it('are added up, but what is a state is that of the worst', async () => {
    const gauges = module.get(ServiceGauges);
    const worker = (drainOverdue: Millis, up: boolean, breaker: string): Promise<object[]> => {
      gauges.readFrom({
        queueSize: () => 2,
        waiting: () => ({ turns: 3 }),
        unsentBytes: () => 1000,
        draining: () => drainOverdue > 0,
        drainOverdue: () => drainOverdue,
        redis: () => ({ up, connections: 3 }),
      });
      module.get(GuardMetrics).breaker('tts:azure', breaker);
      return register.getMetricsAsJSON();
    };
    const workers = [
      await worker(0, true, 'closed'),
      await worker(1500, false, 'open'),
      await worker(500, true, 'open'),
    ];
    const lines = (await AggregatorRegistry.aggregate(workers).metrics()).split('\n');
    for (const line of [
      'realtime_queue_size 6',
      'realtime_queue_waiting{queue="turns"} 9',
      'realtime_unsent_bytes 3000',
      'realtime_redis_connections 9',
      'realtime_draining 1',
      'realtime_drain_overdue_seconds 1.5',
      'realtime_redis_up{role="shared"} 0',
      'realtime_breaker_state{name="tts:azure"} 2',
      `realtime_build_info{node="${process.version}"} 1`,
    ])
      expect(lines).toContain(line);
  });
});
