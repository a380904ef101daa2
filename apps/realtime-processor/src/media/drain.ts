import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { ServerSettings } from '@app/config';
import { Cluster } from '@app/cluster';
import { systemClock } from '@app/core';
import { DrainState } from '@app/health';
import { AdmissionDesk } from './admission';
import { CallRegistry } from './call-registry';

const LOOK_EVERY_MS = 100;

/** On the way out: nobody is let in, live calls may end by themselves for a while, then they are told. */
@Injectable()
export class Drain implements BeforeApplicationShutdown {
  private readonly log = new Logger(Drain.name);

  constructor(
    private readonly admission: AdmissionDesk,
    private readonly calls: CallRegistry,
    private readonly state: DrainState,
    private readonly server: ServerSettings,
    private readonly cluster: Cluster,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    this.state.begin();
    this.admission.drain();
    const { live } = this.calls;
    if (live.size > 0) this.log.log(`draining: ${live.size} calls are live`);
    const until = systemClock.now() + this.server.drainTimeoutMs;
    while (live.size > 0 && systemClock.now() < until) await pause();
    for (const { connection } of [...live.values()]) connection.end('drain');
    await this.cluster.leave();
  }
}

const pause = (): Promise<void> => new Promise(resolve => void systemClock.after(LOOK_EVERY_MS, resolve));
