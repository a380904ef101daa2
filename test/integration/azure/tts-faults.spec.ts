import type { TextToSpeech } from '@app/core';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import type { Fault } from '../../../apps/azure-emulator/src/faults/fault';
import { azureMouths, sentence, speak } from './support/azure-mouths';
import { SteppedClock } from './support/stepped-clock';

const AUDIO_MESSAGE = 12;

/** What a reply is told when the service misbehaves: each fault of the emulator. */
describe("Azure Speech's voice, when the service misbehaves", () => {
  let emulator: AzureEmulator;
  let clock: SteppedClock;
  let tts: TextToSpeech;
  let wholeMs: number;
  beforeAll(async () => {
    emulator = await AzureEmulator.start({ voice: 'tone', settings: instant });
    const once = await azureMouths(emulator);
    wholeMs = (await speak(once)).audioMs;
    await once.close();
  });
  beforeEach(async () => {
    clock = new SteppedClock(20);
    tts = await azureMouths(emulator, { clock });
  });
  afterEach(async () => {
    await tts.close();
    expect(clock.active).toBe(0);
    clock.stop();
    emulator.control.reset();
  });
  afterAll(() => emulator.close());

  const inject = (fault: Fault, times = 1): void =>
    void emulator.control.inject({ service: 'tts', times, fault });
  const asked = (): number => emulator.control.stats().asked.tts;
  /** A resource that failed rests for a quarter of a second. */
  const speakAfterRest = async (): ReturnType<typeof speak> => {
    await clock.passed(300);
    return speak(tts);
  };

  describe('before the first sound', () => {
    it.each([
      [{ kind: 'status', status: 401 }, 'provider_auth', false],
      [{ kind: 'status', status: 403 }, 'provider_auth', false],
      [{ kind: 'status', status: 404 }, 'provider_protocol', false],
      [{ kind: 'close', code: 1002 }, 'provider_protocol', false],
      [{ kind: 'close', code: 1007 }, 'provider_protocol', false],
      [{ kind: 'status', status: 429 }, 'provider_quota', true],
      [{ kind: 'status', status: 503 }, 'provider_transient', true],
      [{ kind: 'refuse' }, 'provider_transient', true],
      [{ kind: 'hang' }, 'provider_timeout', true],
      [{ kind: 'close', code: 1000 }, 'provider_transient', true],
      [{ kind: 'close', code: 1011 }, 'provider_transient', true],
      [{ kind: 'cut' }, 'provider_transient', true],
      [{ kind: 'stall' }, 'provider_timeout', true],
      [{ kind: 'truncate', messages: 1 }, 'provider_timeout', true],
      [{ kind: 'garbage', messages: 1 }, 'provider_timeout', true],
      [{ kind: 'delay', stage: 'tts-first', ms: 60_000 }, 'provider_timeout', true],
      [{ kind: 'delay', stage: 'handshake', ms: 60_000 }, 'provider_timeout', true],
    ] as const)('always %j: %s, and the caller hears nothing of it', async (fault, code, retryable) => {
      inject(fault, 0);
      const { audioMs, error } = await speak(tts);
      expect(audioMs).toBe(0);
      expect(error).toMatchObject({ code, retryable, provider: 'azure' });
    });

    it.each([{ kind: 'refuse' }, { kind: 'close', code: 1011 }, { kind: 'status', status: 401 }] as const)(
      '%j of one of two resources: the other speaks',
      async fault => {
        const other = await AzureEmulator.start({ voice: 'tone', settings: instant });
        const resources = [emulator, other].map(({ speechHost: endpoint }) => ({ key: 'k', endpoint }));
        const both = await azureMouths(emulator, {
          environment: { AZURE_SPEECH_RESOURCES: JSON.stringify(resources) },
        });
        inject(fault, 0);
        for (let i = 0; i < 5; i++)
          expect(await speak(both)).toMatchObject({ error: null, audioMs: wholeMs });
        await both.close();
        await other.close();
      },
    );

    it('a connection that died while it waited: the text is spoken by another', async () => {
      expect((await speak(tts)).audioMs).toBe(wholeMs);
      const before = asked();
      const [{ id } = { id: '' }] = emulator.control.connections;
      expect(emulator.control.disconnect(id)).toBe(true);
      expect((await speak(tts)).audioMs).toBe(wholeMs);
      expect(asked()).toBeGreaterThan(before);
    });

    it('a turn without a sound: spoken by another', async () => {
      expect((await speak(tts)).audioMs).toBe(wholeMs);
      inject({ kind: 'garbage', messages: 1 });
      expect(await speak(tts)).toMatchObject({ error: null, audioMs: wholeMs });
    });

    it('a voice that the service does not have: that of the language speaks, and it is not asked for again', async () => {
      inject({ kind: 'close', code: 1007 });
      const voice = 'en-US-NobodyNeural';
      expect(await speak(tts, { voice })).toMatchObject({ error: null, audioMs: wholeMs });
      expect(await speak(tts, { voice })).toMatchObject({ error: null, audioMs: wholeMs });
      const received = emulator.control
        .log({ event: 'received' })
        .map(({ detail }) => JSON.stringify(detail));
      expect(received.filter(each => each.includes(voice))).toHaveLength(1);
    });
  });

  describe('in the middle of a sentence', () => {
    it.each([
      [{ kind: 'close', code: 1000, audioMs: 500 }, 'provider_transient'],
      [{ kind: 'close', code: 1011, audioMs: 500 }, 'provider_transient'],
      [{ kind: 'cut', audioMs: 500 }, 'provider_transient'],
      [{ kind: 'stall', audioMs: 500 }, 'provider_timeout'],
    ] as const)('%j: what came is heard, and the failure is told', async (fault, code) => {
      inject(fault);
      const { audioMs, words, error } = await speak(tts);
      expect(audioMs).toBeGreaterThan(0);
      expect(audioMs).toBeLessThan(wholeMs);
      expect(error).toMatchObject({ code, retryable: true, provider: 'azure' });
      expect(sentence.text.startsWith(words.join(' '))).toBe(true);
      expect(await speakAfterRest()).toMatchObject({ error: null, audioMs: wholeMs });
    });

    it('a drip is waited for as long as it drips', async () => {
      inject({ kind: 'drip', bytesPerSecond: 200_000 });
      expect(await speak(tts)).toMatchObject({ error: null, audioMs: wholeMs });
    });

    it('a sentence that never ends is ended', async () => {
      inject({ kind: 'delay', stage: 'tts-chunk', ms: 50 }, 0);
      const slow = await azureMouths(emulator, {
        clock,
        environment: { AZURE_TTS_TOTAL_MS: '2000', AZURE_TTS_STALL_MS: '60000' },
      });
      const { error, audioMs } = await speak(slow);
      expect(error).toMatchObject({ code: 'provider_timeout', message: expect.stringContaining('end') });
      expect(audioMs).toBeLessThan(wholeMs);
      await slow.close();
    });

    it.each([{ kind: 'truncate' }, { kind: 'garbage' }, { kind: 'wrong-request-id' }] as const)(
      '%j of one piece of audio: it is left out, and nothing else',
      async fault => {
        inject({ ...fault, messages: AUDIO_MESSAGE });
        const { audioMs, error } = await speak(tts);
        expect(error).toBeNull();
        expect(wholeMs - audioMs).toBeLessThanOrEqual(110);
      },
    );
  });
});
