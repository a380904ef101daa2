import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Cluster } from '@app/cluster';
import { ServerSettings } from '@app/config';
import { systemClock } from '@app/core';
import type { Millis } from '@app/core';
import { DrainState } from '@app/health';
import { DrainMetrics } from '@app/telemetry';
import { AdmissionDesk } from './admission';
import { CallRegistry } from './call-registry';
import { drainEta } from './drain-eta';
import type { LiveCall } from './live-call';

const LOOK_EVERY_MS: Millis = 50;

/** Time for the last messages to be taken. */
const PARTING_MS: Millis = 1000;

const TELL_EVERY_MS: Millis = 5000;

/** The last part of the time is for turns to be finished, long ones too: a call between two turns is told to go on elsewhere. */
const MOVING_MS: Millis = 30_000;

/** But no more of it than this, where it is short. */
const MOST = 0.8;

/**
 * On the way out: nobody is let in, live calls may end by themselves for a while. Then each is told to go on elsewhere as
 * soon as nobody speaks; whoever has not finished when the time is over is cut.
 */
@Injectable()
export class Drain implements BeforeApplicationShutdown {
  private readonly log = new Logger(Drain.name);
  private hurried = false;
  private moving = false;
  private cut = 0;

  constructor(
    private readonly admission: AdmissionDesk,
    private readonly calls: CallRegistry,
    private readonly state: DrainState,
    private readonly server: ServerSettings,
    private readonly cluster: Cluster,
    private readonly metrics: DrainMetrics,
  ) {}

  /** No call was ended in the middle of a turn, nor where no other instance can go on with it. */
  get clean(): boolean {
    return this.cut === 0;
  }

  /** The calls that are left are ended now. */
  hurry(): void {
    if (!this.hurried) this.log.warn(`asked again to stop: ${this.calls.live.size} calls are ended now`);
    this.hurried = true;
  }

  async beforeApplicationShutdown(): Promise<void> {
    const { drainTimeoutMs } = this.server;
    const begun = systemClock.now();
    const until = begun + drainTimeoutMs;
    this.state.begin(until);
    this.admission.drain();
    this.cluster.sessions.drain();
    const moveFrom = until - Math.min(MOVING_MS, drainTimeoutMs * MOST);
    const eta = drainEta(begun, until, this.calls.live.size);
    let toldAt = -Infinity;
    while (this.calls.live.size > 0 && systemClock.now() < until && !this.hurried) {
      const now = systemClock.now();
      this.reach(eta(now, this.calls.live.size));
      if (now - toldAt >= TELL_EVERY_MS) {
        toldAt = now;
        this.tell();
      }
      if (now >= moveFrom) this.move();
      await pause();
    }
    for (const call of [...this.calls.live.values()]) this.end(call);
    await this.parted();
    this.reach(0);
    await this.cluster.leave();
    if (this.cut > 0) this.log.warn(`${this.cut} calls were cut`);
  }

  /** Something has ended in this call: it is told to go on elsewhere if that is what is being done. */
  rested(call: LiveCall): void {
    if (this.moving && call.connection.call?.atRest) this.end(call);
  }

  /** Whoever is between two turns goes now, and everybody else when theirs ends: not a word is lost. */
  private move(): void {
    this.moving = true;
    for (const call of [...this.calls.live.values()]) this.rested(call);
  }

  private end({ connection, session }: LiveCall): void {
    const { call } = connection;
    if (call?.ended === false) {
      const goesOn = call.atRest && this.cluster.shared && session.resumeToken !== null;
      if (!goesOn) {
        this.cut++;
        this.metrics.callCut();
      }
    }
    connection.end('drain');
  }

  /** Lets the last words of the calls that were ended leave. */
  private async parted(): Promise<void> {
    const until = systemClock.now() + PARTING_MS;
    while (this.calls.live.size > 0 && systemClock.now() < until) await pause();
  }

  private reach(etaMs: Millis): void {
    const callsLeft = this.calls.live.size;
    this.state.reach({ callsLeft, etaMs });
    this.metrics.callsLeft(callsLeft);
  }

  private tell(): void {
    const { progress } = this.state;
    if (progress) this.log.log({ ...progress, msg: `draining: ${progress.callsLeft} calls are live` });
  }
}

const pause = (): Promise<void> => new Promise(resolve => void systemClock.after(LOOK_EVERY_MS, resolve));
