import * as sdk from 'microsoft-cognitiveservices-speech-sdk';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import type { Fault } from '../../../apps/azure-emulator/src/faults/fault';
import { Speaker } from './support/speaker';
import { until } from './support/until';

const TEXT = 'one two three four five six seven eight nine ten';

/** What the unmodified SDK makes of each fault; the adapters build on this table. */
describe('Text to speech that misbehaves, as the SDK shows it', () => {
  let emulator: AzureEmulator;
  let speaker: Speaker;
  beforeAll(async () => {
    emulator = await AzureEmulator.start({ voice: 'tone', settings: instant });
  });
  beforeEach(() => {
    speaker = new Speaker(emulator, sdk.SpeechSynthesisOutputFormat.Raw8Khz8BitMonoMULaw);
  });
  afterEach(async () => {
    await speaker.close();
    emulator.control.reset();
  });
  afterAll(() => emulator.close());

  const inject = (fault: Fault, times = 1): void =>
    void emulator.control.inject({ service: 'tts', times, fault });

  const canceled = async (
    spoken: Promise<sdk.SpeechSynthesisResult>,
  ): Promise<{ code: string; details: string }> => {
    const result = await spoken;
    expect(sdk.ResultReason[result.reason]).toBe('Canceled');
    const { ErrorCode, errorDetails } = sdk.CancellationDetails.fromResult(result);
    return { code: sdk.CancellationErrorCode[ErrorCode], details: errorDetails };
  };

  const completes = async (spoken: Promise<sdk.SpeechSynthesisResult>): Promise<number> => {
    const result = await spoken;
    expect(sdk.ResultReason[result.reason]).toBe('SynthesizingAudioCompleted');
    return result.audioData.byteLength;
  };

  /** Whether it says anything at all until the log says what is looked for. */
  const saysNothing = async (spoken: Promise<unknown>, sent: string): Promise<void> => {
    let over = false;
    void spoken.then(
      () => (over = true),
      () => (over = true),
    );
    await until(() => JSON.stringify(emulator.control.log()).includes(sent));
    for (let i = 0; i < 20; i++) await new Promise(resolve => setImmediate(resolve));
    expect(over).toBe(false);
  };

  it.each([401, 403, 429, 503])(
    'handshake %i: one attempt, canceled; the next one is another',
    async status => {
      // The WebSocket of Node itself asks twice when it is told 401.
      inject({ kind: 'status', status }, status === 401 ? 2 : 1);
      expect(await canceled(speaker.speak(TEXT))).toMatchObject({
        code: 'ConnectionFailure',
      });
      await completes(speaker.speak(TEXT));
    },
  );

  it('handshake refused: canceled', async () => {
    inject({ kind: 'refuse' });
    expect((await canceled(speaker.speak(TEXT))).details).toContain('StatusCode: 1006');
  });

  it('handshake never answered: nothing is told', async () => {
    inject({ kind: 'hang' });
    await saysNothing(speaker.speak(TEXT), '"hang"');
    emulator.control.disconnect(emulator.control.log({ event: 'fault' })[0]!.connection);
  });

  it.each([1001, 1006, 1007, 1011])(
    'closed with %i in mid-stream: canceled; the same synthesiser speaks again',
    async code => {
      inject(code === 1006 ? { kind: 'cut', audioMs: 500 } : { kind: 'close', code, audioMs: 500 });
      expect((await canceled(speaker.speak(TEXT))).code).toBe(
        code === 1007 ? 'BadRequestParameters' : 'ConnectionFailure',
      );
      expect(speaker.chunks).toEqual([800, 800, 800, 800, 800]);
      await completes(speaker.speak(TEXT));
    },
  );

  it('closed with 1000 in mid-stream: nothing is told, ever', async () => {
    inject({ kind: 'close', code: 1000, audioMs: 500 });
    await saysNothing(speaker.speak(TEXT), '"event":"closed"');
  });

  it('stalled: the audio until then, and nothing more', async () => {
    inject({ kind: 'stall', audioMs: 300 });
    const spoken = speaker.speak(TEXT);
    await saysNothing(spoken, '"ms":300');
    await until(() => speaker.chunks.length === 3);
  });

  it('dripping: late, but whole', async () => {
    inject({ kind: 'drip', bytesPerSecond: 400_000 });
    expect(await completes(speaker.speak(TEXT))).toBeGreaterThan(20_000);
  });

  it('text that breaks off ends the listening of a first sentence: nothing more is told', async () => {
    inject({ kind: 'truncate', messages: 2 });
    await saysNothing(speaker.speak(TEXT), '"path":"turn.end"');
  });

  it('text that breaks off is only left out on a connection that spoke before, where more than one listens', async () => {
    const whole = await completes(speaker.speak(TEXT));
    inject({ kind: 'truncate', messages: 2 });
    expect(await completes(speaker.speak(TEXT))).toBe(whole);
  });

  it.each(['truncate', 'garbage'] as const)('audio that cannot be read (%s) is left out', async kind => {
    const whole = await completes(speaker.speak(TEXT));
    inject({ kind, messages: 3 });
    expect(await completes(speaker.speak(TEXT))).toBe(whole - 800);
  });

  it('without the message that names its stream all audio is passed over, and the sentence completed', async () => {
    await completes(speaker.speak(TEXT));
    inject({ kind: 'garbage', messages: 1 });
    expect(await completes(speaker.speak(TEXT))).toBe(0);
  });

  it('audio for another request is left out', async () => {
    const whole = await completes(speaker.speak(TEXT));
    inject({ kind: 'wrong-request-id', audioMs: 100 });
    speaker.words.length = 0;
    const part = await completes(speaker.speak(TEXT));
    // Either a chunk or the words before it went elsewhere.
    expect([whole, whole - 800]).toContain(part);
    expect(part === whole ? speaker.words.length : 0).toBeLessThan(10);
  });

  it('a first chunk and a pace of chunks that are slow', async () => {
    inject({ kind: 'delay', stage: 'tts-first', ms: 60 });
    inject({ kind: 'delay', stage: 'tts-chunk', ms: { kind: 'values', values: [1, 2] } }, 0);
    const result = await speaker.speak(TEXT);
    const latency = result.properties.getProperty(
      sdk.PropertyId.SpeechServiceResponse_SynthesisFirstByteLatencyMs,
    );
    expect(Number(latency)).toBeGreaterThanOrEqual(59);
  });
});
