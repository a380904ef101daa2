import { setImmediate as nextRound } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { VirtualClock } from '@app/testing';
import { LeakWatch } from './leak-watch';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Longer than memory is left alone after it was looked at, ms. */
const LATER = 6000;
/** Far more than a test runner's own heap goes up and down by. */
const KILOBYTES_A_CALL = 2000;

const SETTLED_BYTES = 100_000;
const SETTLED_TIMES = 5;

/** What specs before this one left in the same process goes, some of it only the next time or the one after. */
async function settle(): Promise<void> {
  for (let settled = 0, before = Number.POSITIVE_INFINITY; settled < SETTLED_TIMES;) {
    collect();
    await nextRound();
    const { heapUsed, external } = process.memoryUsage();
    settled = Math.abs(before - heapUsed - external) < SETTLED_BYTES ? settled + 1 : 0;
    before = heapUsed + external;
  }
}

/** A service whose calls come and go, in a process with a real garbage collector. */
class Service {
  readonly clock = new VirtualClock();
  readonly warnings: string[] = [];
  /** What calls have left behind. */
  readonly left: number[][] = [];
  private ended = 0;
  private looks = 0;
  private readonly watch = new LeakWatch({
    clock: this.clock,
    callsEnded: () => {
      this.looks++;
      return this.ended;
    },
    kinds: () => ({ 'live calls': 2, sessions: 2 + this.left.length }),
    warn: message => this.warnings.push(message),
  });

  start(): void {
    this.watch.start();
  }

  stop(): void {
    this.watch.stop();
  }

  /** So many calls end, each leaving something or not; then all garbage is collected, and what is left looked at. */
  async calls(count: number, leaking: boolean): Promise<void> {
    for (let n = 0; n < count; n++) {
      const words = Array.from({ length: KILOBYTES_A_CALL * 128 }, (_, i) => i + this.ended / 2);
      if (leaking) this.left.push(words);
      this.ended++;
    }
    this.clock.advance(LATER);
    const { looks } = this;
    collect();
    // Node tells of it on its next round, and does not go round for that.
    while (this.looks === looks) await nextRound();
  }
}

describe('MEMORY_LEAK_DETECTION', () => {
  let service: Service;

  beforeAll(settle);
  beforeEach(() => (service = new Service()).start());
  afterEach(() => service.stop());

  it('warns of calls that leave something behind, says how much, and names what grows with it', async () => {
    for (let n = 0; n < 10; n++) await service.calls(3, true);
    expect(service.warnings).toHaveLength(1);
    const [, bytes, suspect] = /by (\d+) bytes with every call; what grows with it: (.*)$/.exec(
      service.warnings[0]!,
    )!;
    expect(suspect).toBe('sessions');
    expect(Math.abs(Number(bytes) / 1024 / KILOBYTES_A_CALL - 1)).toBeLessThan(0.2);
  });

  it('warns also where garbage is collected far more often than a call ends', async () => {
    for (let n = 0; n < 9; n++) {
      await service.calls(3, true);
      for (let more = 0; more < 5; more++) await service.calls(0, false);
    }
    expect(service.warnings).toHaveLength(1);
  });

  it('says nothing where calls leave nothing', async () => {
    for (let n = 0; n < 10; n++) await service.calls(3, false);
    expect(service.warnings).toEqual([]);
  });
});
