import { Inject, Logger, Module } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { TurnsInProgress } from '@app/conversation';
import { systemClock } from '@app/core';
import { DrainState } from '@app/health';
import { REDIS } from '@app/redis';
import type { RedisClients } from '@app/redis';
import { LeakWatch, LogLevel, ServiceGauges } from '@app/telemetry';
import { AdmissionDesk } from '../media/admission';
import { CallRegistry } from '../media/call-registry';
import { MediaModule } from '../media/media.module';
import { VoiceModule } from '../voice/voice.module';
import { HeldThings } from './held-things';
import { ObservabilitySettings } from './observability-settings';
import { WaitingLines } from './waiting-lines';

/** Tells the metrics whom to ask when they are read, looks for leaks, and hears the signal to log more. */
@Module({ imports: [MediaModule, VoiceModule], providers: [HeldThings, WaitingLines] })
export class ObservabilityModule implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('Observability');
  private leaks: LeakWatch | null = null;

  constructor(
    private readonly gauges: ServiceGauges,
    private readonly turns: TurnsInProgress,
    private readonly desk: AdmissionDesk,
    private readonly drain: DrainState,
    private readonly calls: CallRegistry,
    private readonly logLevel: LogLevel,
    private readonly settings: ObservabilitySettings,
    private readonly held: HeldThings,
    private readonly lines: WaitingLines,
    @Inject(REDIS) private readonly redis: RedisClients | null,
  ) {}

  onModuleInit(): void {
    const { redis, calls } = this;
    this.gauges.readFrom({
      queueSize: () => this.turns.size,
      waiting: () => this.lines.lengths(),
      unsentBytes: () => calls.unsentBytes,
      draining: () => this.drain.draining,
      drainOverdue: () => this.drain.overdue(systemClock.now()),
      capacities: () => this.desk.places,
      ...(redis && {
        redis: () => ({ up: redis.health().status === 'up', connections: redis.connections }),
      }),
    });
    process.on('SIGUSR2', this.toggle);
    if (!this.settings.leakDetection) return;
    this.leaks = new LeakWatch({
      clock: systemClock,
      callsEnded: () => calls.totalCalls - calls.live.size,
      kinds: () => this.held.counts(),
      warn: message => this.log.warn(message),
    });
    this.leaks.start();
  }

  onApplicationShutdown(): void {
    process.off('SIGUSR2', this.toggle);
    this.leaks?.stop();
  }

  private readonly toggle = (): void => this.log.warn(`logging is at ${this.logLevel.toggle()}`);
}
