import { Injectable } from '@nestjs/common';
import { Caches } from '@app/cache';
import { Cluster } from '@app/cluster';
import { TurnsInProgress } from '@app/conversation';
import { CallTelemetry } from '@app/telemetry';
import { CallRegistry } from '../media/call-registry';

/** What this instance holds because of calls, counted: where memory leaks, one of them most likely grows with it. */
@Injectable()
export class HeldThings {
  constructor(
    private readonly calls: CallRegistry,
    private readonly turns: TurnsInProgress,
    private readonly cluster: Cluster,
    private readonly caches: Caches,
    private readonly telemetry: CallTelemetry,
  ) {}

  counts(): Readonly<Record<string, number>> {
    const namespaces = Object.values(this.caches.stats().namespaces);
    return {
      'live calls': this.calls.live.size,
      'turns in progress': this.turns.size,
      sessions: this.cluster.sessions.size,
      'followed calls': this.telemetry.following,
      'cached entries': namespaces.reduce((sum, { entries }) => sum + entries, 0),
    };
  }
}
