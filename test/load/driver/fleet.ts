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
}

/** Calls are asked for so many at once. */
const AT_ONCE = 16;
const CONNECT_WITHIN_MS = 10_000;

/** Many callers in one process, paced by one timer. Who hangs up is replaced. */
export class Fleet {
  private readonly bank: SpeechBank;
  private readonly clients = new Map<number, CallClient>();
  private readonly slots: (LoadCaller | null)[];
  private readonly random: () => number;
  private readonly pacer: FramePacer;
  private names = 0;
  private closing = false;
  private wanted = 0;

  constructor(
    private readonly options: FleetOptions,
    private readonly tally: Tally,
  ) {
    this.bank = loadSpeechBank(options.plan);
    this.random = seeded(options.seed);
    this.slots = Array.from({ length: options.size }, () => null);
    this.pacer = new FramePacer(this.slots, tally);
  }

  get live(): number {
    return this.clients.size;
  }

  /** @param count so many callers from now on; those beyond hang up. @param perSecond no more are opened */
  async grow(count: number, perSecond: number): Promise<void> {
    this.wanted = count;
    const startedAt = performance.now();
    for (let slot = this.live; slot < count && !this.closing; slot += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, count - slot) }, (_, i) => this.open(slot + i));
      await Promise.all(batch);
      const due = startedAt + ((slot + AT_ONCE) / perSecond) * 1000;
      await passed(Math.max(0, due - performance.now()));
    }
  }

  /** Every caller hangs up. */
  async close(): Promise<void> {
    this.closing = true;
    const ended = [...this.clients.values()].map(client => client.end());
    await Promise.race([Promise.all(ended), passed(CONNECT_WITHIN_MS)]);
    this.pacer.stop();
    for (const client of this.clients.values()) client.vanish();
  }

  private async open(slot: number): Promise<void> {
    const { url, plan, token } = this.options;
    const { input, inputRate, audio, rate, wire } = plan;
    const askedAt = performance.now();
    const signal = AbortSignal.timeout(CONNECT_WITHIN_MS);
    const callId = `load-${process.pid}-${this.names++}`;
    try {
      const binary = wire === 'binary' ? { input, inputRate } : {};
      const client = await connect(url, { token, callId, audio, rate, ...binary, signal });
      this.tally.latencies.connecting.record(performance.now() - askedAt);
      this.tally.counts.callsStarted++;
      this.add(slot, client);
    } catch (error) {
      this.tally.counts.refused++;
      this.tally.count(
        error instanceof ConnectionRefused ? `refused ${error.status} ${error.code}` : 'not connected',
      );
    }
  }

  private add(slot: number, client: CallClient): void {
    this.clients.set(slot, client);
    this.slots[slot] = new LoadCaller(client, this.options.plan, this.bank, this.tally, this.random);
    const hangUp = this.hangUpLater(client);
    void client.closed.then(({ code }) => {
      clearTimeout(hangUp);
      this.clients.delete(slot);
      this.slots[slot] = null;
      this.tally.counts.callsEnded++;
      if (code !== 1000 && !this.closing && !this.vanished.delete(client)) {
        this.tally.counts.broken++;
        this.tally.count(`closed ${code}`);
      }
      if (!this.closing && slot < this.wanted) void this.open(slot);
    });
  }

  private readonly vanished = new WeakSet<CallClient>();

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
