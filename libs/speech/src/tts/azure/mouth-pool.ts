import { ProviderError, raceAbort } from '@app/core';
import type { Clock, Millis, Timer } from '@app/core';
import { backoffMs } from '@app/resilience';
import type { ResourceLease, SpeechResources } from '../../azure/speech-resources';
import { WaitingLine } from '../waiting-line';
import { Mouth } from './mouth';
import type { MouthSettings } from './mouth';

/** The SDK keeps some kilobytes of each text a synthesiser spoke. */
const MOST_USES = 300;
/** The service closes a connection that says nothing for some minutes; before that it is replaced. */
const OLDEST_IDLE_MS: Millis = 170_000;
/** Where nobody was spoken to for so long, no connection is kept open. */
const WANTED_MS: Millis = 600_000;

export interface MouthPoolSettings extends MouthSettings {
  /** Kept open while there are calls. */
  readonly poolMin: number;
  readonly poolMax: number;
  /** Those above the minimum are closed when they were not needed for so long. */
  readonly idleMs: Millis;
}

/** A resource that rests no longer than this is waited for. */
const LONGEST_REST_MS: Millis = 1_000;

interface Idle {
  readonly mouth: Mouth;
  readonly since: Millis;
  readonly expiry: Timer;
}

/** Connections that are open before anything is to be spoken, and are used again and again. */
export class MouthPool {
  /** The last one is the one used last. */
  private idle: Idle[] = [];
  private readonly line: WaitingLine;
  /** Every mouth that lives or whose socket is still being closed. */
  private readonly all = new Set<Mouth>();
  private wantedAt: Millis;
  private failures = 0;
  private refilling: Timer | null = null;
  private closed = false;

  /** @param warn of failures while nobody waits, which no call is told of */
  constructor(
    private readonly resources: SpeechResources,
    private readonly settings: MouthPoolSettings,
    private readonly clock: Clock,
    private readonly warn: (message: string) => void,
  ) {
    this.line = new WaitingLine(settings.poolMax);
    this.wantedAt = clock.now();
    this.refill();
  }

  /** Texts that wait for a mouth. */
  get waiting(): number {
    return this.line.length;
  }

  /** Mouths that live. */
  get size(): number {
    return this.all.size;
  }

  /**
   * A mouth for one text, open or about to be; waits where all are speaking, and for a resource that rests for a moment
   * only. It is to be given back.
   * @param avoid a resource that just failed, taken only where there is no other
   * @throws ProviderError where none can be had soon, or the signal's reason
   */
  async take(signal: AbortSignal, avoid?: string): Promise<Mouth> {
    await this.line.enter(signal);
    try {
      return await this.find(signal, avoid);
    } catch (error) {
      this.line.leave();
      throw error;
    }
  }

  /** It has spoken, or was closed. */
  give(mouth: Mouth): void {
    if (this.closed || !mouth.usable || mouth.uses >= MOST_USES) mouth.close();
    else this.rest(mouth);
    this.line.leave();
    this.refill();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.refilling?.cancel();
    for (const { mouth } of [...this.idle]) this.retire(mouth);
    await Promise.all([...this.all].map(mouth => mouth.gone));
  }

  private async find(signal: AbortSignal, avoid: string | undefined): Promise<Mouth> {
    for (let waited = 0; ;) {
      if (this.closed) throw new ProviderError('azure', 'unavailable', 'the voice is closed');
      this.wantedAt = this.clock.now();
      const mouth = this.ready(avoid) ?? this.create(this.resources.lease(avoid));
      if (mouth) return mouth;
      const rest = this.resources.retryInMs;
      waited += rest;
      if (waited > LONGEST_REST_MS) throw busy(rest);
      await pause(this.clock, rest, signal);
    }
  }

  private ready(avoid: string | undefined): Mouth | null {
    for (const { mouth } of this.idle.filter(each => !each.mouth.usable)) this.retire(mouth);
    const open = this.idle.filter(({ mouth }) => mouth.isOpen);
    const chosen = open.findLast(({ mouth }) => mouth.resource !== avoid) ?? open.at(-1) ?? this.idle.at(-1);
    if (!chosen) return null;
    if (chosen.mouth.isOpen) this.failures = 0;
    this.wake(chosen);
    this.refill();
    return chosen.mouth;
  }

  private rest(mouth: Mouth): void {
    const idle: Idle = {
      mouth,
      since: this.clock.now(),
      expiry: this.clock.after(this.settings.idleMs, () => this.expired(idle)),
    };
    this.idle.push(idle);
  }

  /** One that is not needed goes; one of those that are kept goes only when the service would soon close it. */
  private expired(idle: Idle): void {
    const age = this.clock.now() - idle.since;
    const spare = this.idle.length > this.settings.poolMin || !this.wanted;
    if (spare || age >= OLDEST_IDLE_MS) {
      this.retire(idle.mouth);
      this.refill();
      return;
    }
    this.wake(idle);
    const wait = Math.min(this.settings.idleMs, OLDEST_IDLE_MS - age);
    const later: Idle = { ...idle, expiry: this.clock.after(wait, () => this.expired(later)) };
    this.idle.unshift(later);
  }

  private wake(idle: Idle): void {
    idle.expiry.cancel();
    this.idle = this.idle.filter(each => each !== idle);
  }

  private retire(mouth: Mouth): void {
    const idle = this.idle.find(each => each.mouth === mouth);
    if (idle) this.wake(idle);
    mouth.close();
  }

  private get wanted(): boolean {
    return this.clock.now() - this.wantedAt < WANTED_MS;
  }

  private refill(): void {
    this.refilling?.cancel();
    this.refilling = null;
    while (!this.closed && this.wanted && this.idle.length < this.settings.poolMin && this.hasRoom) {
      const lease = this.resources.lease();
      if (!lease) return this.refillIn(this.resources.retryInMs);
      this.rest(this.create(lease));
    }
  }

  private get hasRoom(): boolean {
    return this.all.size < this.settings.poolMax;
  }

  private create(lease: ResourceLease): Mouth;
  private create(lease: ResourceLease | null): Mouth | null;
  private create(lease: ResourceLease | null): Mouth | null {
    if (!lease) return null;
    const mouth = new Mouth(lease, this.settings, this.clock, (lost, error) => this.lost(lost, error));
    this.all.add(mouth);
    void mouth.gone.then(() => this.all.delete(mouth));
    return mouth;
  }

  private lost(mouth: Mouth, error: ProviderError | null): void {
    this.retire(mouth);
    if (!error) return this.refill();
    this.warn(`a connection of Azure's voices (${mouth.resource}) was lost: ${error.message}`);
    this.refillIn(backoffMs(++this.failures, Math.random()));
  }

  private refillIn(ms: Millis): void {
    this.refilling?.cancel();
    this.refilling = null;
    if (!this.closed && Number.isFinite(ms))
      this.refilling = this.clock.after(Math.max(1, ms), () => this.refill());
  }
}

const busy = (retryAfterMs: Millis): ProviderError =>
  new ProviderError(
    'azure',
    'busy',
    'no resource can be asked now',
    Number.isFinite(retryAfterMs) ? { retryAfterMs } : {},
  );

function pause(clock: Clock, ms: Millis, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = clock.after(Math.max(1, ms), resolve);
  return raceAbort(promise, signal).finally(() => timer.cancel());
}
