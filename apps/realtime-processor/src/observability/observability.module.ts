import { Inject, Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { TurnsInProgress } from '@app/conversation';
import { DrainState } from '@app/health';
import { REDIS } from '@app/redis';
import type { RedisClients } from '@app/redis';
import { ServiceGauges } from '@app/telemetry';
import { AdmissionDesk } from '../media/admission';
import { MediaModule } from '../media/media.module';

/** Tells the metrics whom to ask when they are read. */
@Module({ imports: [MediaModule] })
export class ObservabilityModule implements OnModuleInit {
  constructor(
    private readonly gauges: ServiceGauges,
    private readonly turns: TurnsInProgress,
    private readonly desk: AdmissionDesk,
    private readonly drain: DrainState,
    @Inject(REDIS) private readonly redis: RedisClients | null,
  ) {}

  onModuleInit(): void {
    const { redis } = this;
    this.gauges.readFrom({
      queueSize: () => this.turns.size,
      draining: () => this.drain.draining,
      capacities: () => this.desk.places,
      ...(redis && {
        redis: () => ({ up: redis.health().status === 'up', connections: redis.connections }),
      }),
    });
  }
}
