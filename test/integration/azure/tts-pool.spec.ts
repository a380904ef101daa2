import { decodeMulaw, encodeMulaw } from '@app/audio';
import type { TextToSpeech } from '@app/core';
import { VirtualClock } from '@app/testing';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import type { FaultRule } from '../../../apps/azure-emulator/src/faults/fault-rule';
import { azureMouths, patient, speak } from './support/azure-mouths';
import type { MouthsWanted } from './support/azure-mouths';
import { hastenedClock } from './support/hastened-clock';

/** A reply's voice as the service keeps it: connections, and what they are used for. */
describe("Azure Speech's voice, sentence after sentence", () => {
  let emulator: AzureEmulator;
  let tts: TextToSpeech;
  beforeAll(async () => {
    emulator = await AzureEmulator.start({ voice: 'tone', settings: instant });
  });
  afterEach(async () => {
    await tts.close();
    emulator.control.reset();
  });
  afterAll(() => emulator.close());

  const answer = async (
    environment: Record<string, string> = {},
    clock?: MouthsWanted['clock'],
  ): Promise<void> => {
    tts = await azureMouths(emulator, {
      environment: { ...patient, ...environment },
      ...(clock && { clock }),
    });
  };
  const handshakes = (): number => emulator.control.log({ service: 'tts', event: 'handshake' }).length;
  const open = (): number => emulator.control.stats().open.tts;
  const until = (holds: () => boolean): Promise<void> =>
    new Promise(resolve => {
      const look = (): void => void (holds() ? resolve() : setTimeout(look, 1));
      look();
    });

  it('speaks on connections that are open before anything is said, and keeps them', async () => {
    await answer({ AZURE_SPEECH_POOL_MIN: '2' });
    await until(() => open() === 2);
    for (let i = 0; i < 5; i++) await speak(tts);
    // One more took the place of the one that spoke.
    expect(handshakes()).toBe(3);
  });

  it('opens more while more is spoken, up to the limit, and who comes later waits', async () => {
    await answer({ AZURE_SPEECH_POOL_MAX: '3', AZURE_SPEECH_POOL_MIN: '0' });
    const spoken = await Promise.all(Array.from({ length: 9 }, () => speak(tts)));
    expect(spoken.every(({ error, audioMs }) => error === null && audioMs > 3000)).toBe(true);
    expect(handshakes()).toBe(3);
  });

  it('closes what is not needed any more, but for those kept ready, which it replaces before the service would', async () => {
    const clock = new VirtualClock();
    await answer({ AZURE_SPEECH_POOL_MIN: '1' }, clock);
    await Promise.all([speak(tts), speak(tts), speak(tts)]);
    await until(() => open() >= 3);
    clock.advance(61_000);
    await until(() => open() === 1);
    const before = handshakes();
    clock.advance(120_000);
    await until(() => handshakes() === before + 1 && open() === 1);
    // Ten minutes without a word: nobody calls.
    clock.advance(700_000);
    await until(() => open() === 0);
  });

  it('replaces a connection after 300 sentences', async () => {
    await answer();
    for (let i = 0; i < 301; i++) await speak(tts, { text: 'Yes.' });
    expect(handshakes()).toBe(2);
  }, 120_000);

  it('stops at once when the turn is over: the connection is closed, and nothing more is told', async () => {
    await answer();
    emulator.control.inject({ service: 'tts', times: 0, fault: { kind: 'drip', bytesPerSecond: 50_000 } });
    let parts = 0;
    const { error, audioMs } = await speak(tts, {}, (part, abort) => {
      if (part.type === 'pcm' && ++parts === 1) abort();
    });
    expect(parts).toBe(1);
    expect(error).toBeTruthy();
    expect(audioMs).toBeLessThan(3000);
    await until(() => open() === 0);
  });

  it('speaks the language’s voice, the one asked for, or the one set, in the manner set; whatever is said stays text', async () => {
    const tricky = `</voice><voice name="x">&amp; 'quoted' \u0000 \ud800`;
    await answer({
      AZURE_TTS_VOICES: '{"de-DE": "de-DE-ConradNeural"}',
      AZURE_TTS_STYLE: 'customerservice',
      AZURE_TTS_RATE: '+10%',
      AZURE_TTS_PITCH: '-5%',
    });
    await speak(tts, { text: tricky });
    await speak(tts, { text: 'Guten Tag', language: 'de-DE' });
    await speak(tts, { text: '您好', language: 'zh-CN', voice: 'zh-CN-YunxiNeural' });
    const sent = JSON.stringify(emulator.control.log({ event: 'received' }));
    expect(emulator.control.log({ event: 'closed' })).toEqual([]);
    for (const wanted of [
      'en-US-AvaMultilingualNeural',
      'de-DE-ConradNeural',
      'zh-CN-YunxiNeural',
      'customerservice',
      '+10%',
      '-5%',
    ]) {
      expect(sent).toContain(wanted);
    }
    expect(sent).toContain('&lt;/voice&gt;');
  });

  it('refuses a language it has no voice for, without asking', async () => {
    await answer();
    expect((await speak(tts, { language: 'tlh' })).error).toMatchObject({ code: 'voice_unavailable' });
    expect(handshakes()).toBe(0);
  });

  it('sends a µ-law call what the service made, bit for bit, and in half the bytes', async () => {
    await answer();
    const { pcm, audioMs } = await speak(tts, { encoding: 'mulaw' });
    expect(JSON.stringify(emulator.control.log({ event: 'received' }))).toContain('raw-8khz-8bit-mono-mulaw');
    const whole = Int16Array.from(pcm.flatMap(each => [...each]));
    const wire = new Uint8Array(whole.length);
    encodeMulaw(whole, wire);
    const again = new Int16Array(wire.length);
    decodeMulaw(wire, again);
    expect(again).toEqual(whole);
    expect(audioMs).toBeGreaterThan(3000);
  });

  /** A hundred rounds of whatever can happen: as much is open afterwards as before. */
  it('leaves nothing behind: no socket, no timer, no listener', async () => {
    const faults: (FaultRule['fault'] | null)[] = [
      null,
      { kind: 'refuse' },
      { kind: 'hang' },
      { kind: 'status', status: 503 },
      { kind: 'stall', audioMs: 300 },
      { kind: 'cut', audioMs: 300 },
      { kind: 'close', code: 1000, audioMs: 300 },
      { kind: 'garbage', messages: 2 },
    ];
    const round = async (index: number): Promise<void> => {
      tts = await azureMouths(emulator, {
        clock: hastenedClock(50),
        environment: { AZURE_SPEECH_POOL_MIN: '1' },
      });
      const fault = faults[index % faults.length];
      if (fault) emulator.control.inject({ service: 'tts', times: 1, fault });
      await speak(tts, { text: 'One two three four five six.' }, (part, abort) => {
        if (part.type === 'pcm' && index % 3 === 0) abort();
      });
      await tts.close();
    };
    for (let index = 0; index < faults.length; index++) await round(index);
    await until(() => emulator.sockets === 0);
    const before = kinds();
    for (let index = 0; index < 100; index++) await round(index);
    await until(() => emulator.sockets === 0);
    await new Promise(resolve => setImmediate(resolve));
    expect(kinds()).toEqual(before);
  }, 120_000);
});

/** What keeps the process awake, by kind; a look on the clock is one of ours. */
function kinds(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  delete counts['Immediate'];
  delete counts['Timeout'];
  return counts;
}
