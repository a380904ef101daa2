import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { SpeechToText } from '@app/core';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import type { Fault } from '../../../apps/azure-emulator/src/faults/fault';
import { azureEars } from './support/azure-ears';
import { hastenedClock } from './support/hastened-clock';
import { HeardCall, babble, quiet } from './support/heard-call';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Sockets and timers of this process. */
const resources = (): string[] =>
  process.getActiveResourcesInfo().filter(name => name === 'Timeout' || name.startsWith('TCPSocket'));

const settled = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await new Promise(resolve => setTimeout(resolve, 10));
};

/** Bytes of audio that are held; buffers are let go of some time after they are collected. */
const audioHeld = async (): Promise<number> => {
  for (let i = 0; i < 3; i++) {
    collect();
    await settled();
  }
  return process.memoryUsage().arrayBuffers;
};

const faults: readonly (Fault | null)[] = [
  null,
  { kind: 'status', status: 401 },
  { kind: 'status', status: 429, retryAfter: 1 },
  { kind: 'status', status: 503 },
  { kind: 'refuse' },
  { kind: 'hang' },
  { kind: 'stall', messages: 2 },
  { kind: 'close', code: 1011, audioMs: 300 },
  { kind: 'close', code: 1007, audioMs: 300 },
  { kind: 'cut', audioMs: 300 },
  { kind: 'truncate', messages: 3 },
  { kind: 'garbage', messages: 1 },
  { kind: 'wrong-request-id', messages: 1 },
  { kind: 'end-turn', audioMs: 300 },
  { kind: 'never-end' },
  { kind: 'late-final', ms: 40 },
  { kind: 'never-final' },
  { kind: 'contradicting-final', text: 'No.' },
  { kind: 'empty-transcript' },
  { kind: 'duplicate-phrase' },
];

// An hour of audio, as fast as it goes: on a busy machine that takes its time.
jest.setTimeout(120_000);

describe("Azure Speech's recogniser, after all that can happen to it", () => {
  let emulator: AzureEmulator;
  let stt: SpeechToText;
  let before: readonly string[];
  beforeEach(async () => {
    await settled();
    before = resources();
    emulator = await AzureEmulator.start({ voice: 'silence', settings: instant, logSize: 50 });
  });
  afterEach(() => emulator.close());

  /** One call with one utterance; half of them are hung up before they are answered. */
  const round = async (fault: Fault | null, hungUp: boolean): Promise<void> => {
    emulator.control.reset();
    emulator.control.hears('one two');
    if (fault) emulator.control.inject({ service: 'stt', fault });
    const call = new HeardCall(stt);
    call.say(babble(900));
    if (!hungUp) await call.settled(1);
    call.close();
  };

  it('has no socket, no timer and no listener left after 100 calls and every fault', async () => {
    const rejections: unknown[] = [];
    const reject = (reason: unknown): void => void rejections.push(reason);
    process.on('unhandledRejection', reject);
    const environment = { AZURE_STT_WARM: '1', AZURE_STT_IDLE_MS: '50' };
    stt = await azureEars(emulator, { clock: hastenedClock(10), environment });
    for (let i = 0; i < 100; i++) await round(faults[i % faults.length] ?? null, i % 4 === 3);
    await stt.close();
    await settled();
    expect(emulator.control.stats().open.stt).toBe(0);
    // The emulator has sockets and timers of its own.
    await emulator.close();
    await settled();
    expect(resources().filter(name => name !== 'Timeout')).toEqual([]);
    expect(resources().length).toBeLessThanOrEqual(before.length);
    expect(rejections).toEqual([]);
    process.off('unhandledRejection', reject);
  });

  it('needs no more memory for a call of an hour that is mostly silent', async () => {
    stt = await azureEars(emulator);
    const call = new HeardCall(stt);
    let utterances = 0;
    const minutes = async (count: number): Promise<number> => {
      for (let i = 0; i < count; i++) {
        emulator.control.hears('a few words');
        call.say(babble(3000));
        await call.settled(++utterances);
      }
      return audioHeld();
    };
    const early = await minutes(5);
    const late = await minutes(55);
    expect(call.lasts.filter(({ text }) => text === 'A few words.')).toHaveLength(60);
    expect(late - early).toBeLessThan(1_000_000);
    call.close();
    await stt.close();
  });

  it('needs no more memory for an hour of audio in one utterance, most of it silence', async () => {
    stt = await azureEars(emulator);
    const call = new HeardCall(stt);
    const hear = async (seconds: number): Promise<void> => {
      for (let i = 0; i < seconds; i++) {
        call.write(quiet(1000));
        if (i % 5 === 0) await new Promise(setImmediate);
      }
    };
    const heard: number[] = [];
    for (let part = 1; part <= 12; part++) {
      emulator.control.hears('a few words');
      call.write(babble(4000));
      call.write(quiet(1000));
      await call.until(() => call.finals.length === part);
      await hear(295);
      heard.push(await audioHeld());
    }
    call.end();
    await call.settled(1);
    expect(call.errors).toEqual([]);
    expect(Math.max(...heard) - heard[0]!).toBeLessThan(2_000_000);
    call.close();
    await stt.close();
  });
});
