import { ConnectionRefused, connect } from '@app/client';
import type { CallClient } from '@app/client';
import { seeded } from '../../performance/vad/random';
import type { CallPlan } from './call-plan';
import { LoadCaller } from './load-caller';
import { FramePacer } from './frame-pacer';
import { loadSpeechBank } from './speech-bank';
import type { SpeechBank } from './speech-bank';
import type { Tally } from './tally';

export interface FleetOptions {
  readonly url: string;
  /** So many callers at most. */
  readonly size: number;
  readonly plan: CallPlan;
  readonly token: string;
  readonly seed: number;
  /** What they say; pieces of the recordings where left out. */
  readonly bank?: SpeechBank;
}

/** Calls are asked for so many at once. */
const AT_ONCE = 16;
const CONNECT_WITHIN_MS = 10_000;
/** Who was refused asks again so much later, where the refusal does not say when, ms. */
const AGAIN_MS = 1000;

/** Many callers in one process, paced by one timer. Who hangs up is replaced. */
export class Fleet {
  private readonly bank: SpeechBank;
  private readonly clients = new Map<number, CallClient>();
  private readonly opening = new Set<Promise<void>>();
  private readonly vanished = new WeakSet<CallClient>();
  private readonly slots: (LoadCaller | null)[];
  private readonly random: () => number;
  private readonly pacer: FramePacer;
  private names = 0;
  private closing = false;
  /** Slots that have had a caller. */
  private used = 0;

  constructor(
    private readonly options: FleetOptions,
    private readonly tally: Tally,
  ) {
    this.bank = options.bank ?? loadSpeechBank(options.plan);
    this.random = seeded(options.seed);
    this.slots = Array.from({ length: options.size }, () => null);
    this.pacer = new FramePacer(this.slots, tally);
  }

  get live(): number {
    return this.clients.size;
  }

  /**
   * Calls for so many slots, the first ones included. One that is refused here stays empty, and is missed in the end.
   * @param perSecond no more are opened
   */
  async grow(count: number, perSecond: number): Promise<void> {
    const from = this.used;
    this.used = Math.max(from, count);
    const startedAt = performance.now();
    for (let slot = from; slot < count && !this.closing; slot += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, count - slot) }, (_, i) => this.open(slot + i));
      await Promise.all(batch);
      const due = startedAt + ((slot - from + AT_ONCE) / perSecond) * 1000;
      await passed(Math.max(0, due - performance.now()));
    }
  }

  /** Every caller hangs up, and none comes any more. */
  async close(): Promise<void> {
    this.closing = true;
    const ended = [...this.clients.values()].map(client => client.end());
    const late = new Promise(resolve => setTimeout(resolve, CONNECT_WITHIN_MS).unref());
    await Promise.race([Promise.all([...ended, ...this.opening]), late]);
    this.pacer.stop();
    for (const client of this.clients.values()) client.vanish();
  }

  /** @returns how long to wait before asking again, ms; null where the slot has its caller */
  private async open(slot: number): Promise<number | null> {
    const { url, plan, token } = this.options;
    const { input, inputRate, audio, rate, wire } = plan;
    const askedAt = performance.now();
    const signal = AbortSignal.timeout(CONNECT_WITHIN_MS);
    const callId = `load-${process.pid}-${this.names++}`;
    try {
      const binary = wire === 'binary' ? { input, inputRate } : {};
      const client = await connect(url, { token, callId, audio, rate, ...binary, signal });
      if (this.closing) {
        client.vanish();
        return null;
      }
      this.tally.latencies.connecting.record(performance.now() - askedAt);
      this.tally.counts.callsStarted++;
      this.add(slot, client);
      return null;
    } catch (error) {
      if (this.closing) return null;
      const refused = error instanceof ConnectionRefused ? error : null;
      this.tally.counts.refused++;
      this.tally.count(refused ? `refused ${refused.status} ${refused.code}` : 'not connected');
      return refused?.retryAfterMs ?? AGAIN_MS;
    }
  }

  /** Another takes the place of who hung up, sooner or later. */
  private replace(slot: number): void {
    const opening = this.open(slot).then(againMs => {
      this.opening.delete(opening);
      if (againMs === null) return;
      setTimeout(() => {
        if (!this.closing) this.replace(slot);
      }, againMs).unref();
    });
    this.opening.add(opening);
  }

  private add(slot: number, client: CallClient): void {
    this.clients.set(slot, client);
    const caller = new LoadCaller(client, this.options.plan, this.bank, this.tally, this.random);
    this.slots[slot] = caller;
    const hangUp = this.hangUpLater(client);
    void client.closed.then(({ code }) => {
      clearTimeout(hangUp);
      this.clients.delete(slot);
      this.slots[slot] = null;
      caller.hungUp();
      this.tally.counts.callsEnded++;
      if (code !== 1000 && !this.closing && !this.vanished.delete(client)) {
        this.tally.counts.broken++;
        this.tally.count(`closed ${code}`);
      }
      if (!this.closing) this.replace(slot);
    });
  }

  private hangUpLater(client: CallClient): NodeJS.Timeout | undefined {
    const { callS, vanish } = this.options.plan;
    if (callS === 0) return undefined;
    return setTimeout(
      () => {
        if (this.random() >= vanish) return void client.end();
        this.vanished.add(client);
        client.vanish();
      },
      callS * 1000 * (0.5 + this.random()),
    );
  }
}

const passed = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
