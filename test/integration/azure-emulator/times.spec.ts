import * as sdk from 'microsoft-cognitiveservices-speech-sdk';
import { VirtualClock } from '@app/testing';
import type { Fault } from '../../../apps/azure-emulator/src/faults/fault';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import type { AudioTally } from '../../../apps/azure-emulator/src/speech-to-text/audio-tally';
import { babble, silence } from './support/sounds';
import { Listener, speechConfig } from './support/speech-sdk';
import { Speaker } from './support/speaker';
import { until } from './support/until';

/** The emulator's own clock stands still until it is told to move; sockets and the SDK live in real time. */
describe('The time the emulator takes', () => {
  let clock: VirtualClock;
  let emulator: AzureEmulator;
  beforeEach(async () => {
    clock = new VirtualClock();
    emulator = await AzureEmulator.start({ voice: 'silence' }, clock);
  });
  afterEach(() => emulator.close());

  const sent = (path: string): number =>
    emulator.control.log({ event: 'sent' }).filter(({ detail }) => 'path' in detail && detail.path === path)
      .length;

  /** At which times so many messages of a path have been sent: moves on by a millisecond until then. */
  const timeOf = (count: () => number, wanted: number): number => {
    for (let ms = 0; ms < 5000; ms++) {
      if (count() >= wanted) return clock.now();
      clock.advance(1);
    }
    return NaN;
  };

  const finalAfter = async (...faults: Fault[]): Promise<number> => {
    emulator.control.inject(...faults.map(fault => ({ service: 'stt' as const, fault })));
    emulator.control.hears('one two');
    const listener = new Listener(speechConfig(emulator));
    await listener.start();
    for (const pcm of [babble(900), silence(700)]) listener.write(pcm);
    await until(
      () => (emulator.control.log({ event: 'audio' })[0]?.detail as AudioTally | undefined)?.ms === 1600,
    );
    expect(sent('speech.startDetected')).toBe(1);
    const began = clock.now();
    const at = timeOf(() => sent('speech.phrase'), 1) - began;
    expect(sent('speech.hypothesis')).toBeGreaterThan(0);
    await listener.close();
    return at;
  };

  it('to the final: 200 ms after the last sound', async () => {
    expect(await finalAfter()).toBe(200);
  });

  it('to the final, with faults that make it late', async () => {
    const delay: Fault = { kind: 'delay', stage: 'stt-final', ms: 150 };
    expect(await finalAfter(delay, { kind: 'late-final', ms: 1000 })).toBe(1350);
  });

  it('to the first sound: 150 ms, the beginning of the turn at once', async () => {
    emulator.control.change({ ttsChunkMs: 20 });
    const speaker = new Speaker(emulator, sdk.SpeechSynthesisOutputFormat.Raw8Khz8BitMonoMULaw);
    const spoken = speaker.speak('one two three');
    await until(() => sent('response') === 1);
    // What is to be spoken is ready, and waits for its time.
    await until(() => clock.active === 1);
    const chunks = (): number =>
      (emulator.control.log({ event: 'audio' })[0]!.detail as { chunks: number }).chunks;
    expect(timeOf(chunks, 1)).toBe(150);
    expect(timeOf(chunks, 3)).toBe(190);
    clock.advance(1000);
    await spoken;
    await speaker.close();
  });

  it('to the first token 300 ms, and 10 to each further one', async () => {
    const response = fetch(`${emulator.openAiEndpoint}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'api-key': 'k' },
      body: JSON.stringify({ model: 'gpt', messages: [{ role: 'user', content: 'a b' }] }),
    });
    await until(() => emulator.control.log({ event: 'sent' }).length === 1);
    // You said: a b - four tokens and the colon.
    clock.advance(339);
    expect(clock.active).toBe(1);
    clock.advance(1);
    expect(clock.active).toBe(0);
    expect((await response).status).toBe(200);
  });
});
