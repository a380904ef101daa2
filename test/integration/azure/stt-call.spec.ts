import type { SpeechToText } from '@app/core';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import { azureEars } from './support/azure-ears';
import type { EarsWanted } from './support/azure-ears';
import { HeardCall, babble, quiet } from './support/heard-call';

interface Sent {
  readonly path?: string;
  readonly ms?: number;
  readonly ended?: boolean;
  readonly largestChunkMs?: number;
  readonly smallestChunkMs?: number;
  readonly body?: { readonly [name: string]: unknown };
}

/** A call as the service listens to it when all is well. */
describe('A call heard by Azure Speech', () => {
  let emulator: AzureEmulator;
  let stt: SpeechToText;
  let call: HeardCall;
  beforeAll(async () => {
    emulator = await AzureEmulator.start({ voice: 'silence', settings: instant });
  });
  afterEach(async () => {
    call.close();
    await stt.close();
    emulator.control.reset();
  });
  afterAll(() => emulator.close());

  const answer = async (wanted: EarsWanted = {}, ...said: [string?, string[]?]): Promise<void> => {
    stt = await azureEars(emulator, wanted);
    call = new HeardCall(stt, ...said);
  };
  const sent = (event: string): Sent[] => emulator.control.log({ event }).map(({ detail }) => detail);
  const open = (): number => emulator.control.stats().open.stt;
  const until = (holds: () => boolean): Promise<void> =>
    new Promise(resolve => {
      const look = (): void => void (holds() ? resolve() : setTimeout(look, 1));
      look();
    });

  it('has a final with the times of its words, in media time, and how sure they are', async () => {
    await answer();
    emulator.control.hears({ text: 'good morning', confidence: 0.71 });
    call.say(babble(900));
    await call.settled(1);
    expect(call.lasts).toEqual([
      {
        type: 'final',
        utterance: 0,
        text: 'Good morning.',
        confidence: 0.71,
        language: 'en-US',
        startMs: 240,
        endMs: 1140,
        words: [
          { text: 'good', startMs: 240, endMs: 540 },
          { text: 'morning', startMs: 565, endMs: 1015 },
        ],
        last: true,
      },
    ]);
  });

  it('sends nothing before the caller speaks, and then only utterances with the silence that ends them', async () => {
    await answer();
    emulator.control.hears('one', 'two');
    expect(open()).toBe(0);
    call.say(babble(900));
    call.say(babble(900));
    await call.settled(2);
    expect(sent('handshake')).toHaveLength(1);
    expect(sent('audio')).toHaveLength(1);
    expect(sent('audio')[0]).toMatchObject({ ms: 2 * (240 + 900 + 300 + 700) });
  });

  it.each([
    ['100 ms, as usual', {}, 100],
    ['20 ms', { AZURE_STT_CHUNK_MS: '20' }, 20],
    ['40 ms', { AZURE_STT_CHUNK_MS: '40' }, 40],
  ] as const)('sends what is said at once, in pieces of %s', async (_, environment, ms) => {
    await answer({ environment });
    call.write(babble(600));
    await until(() => sent('audio')[0]?.ms === 600);
    expect(sent('audio')[0]).toMatchObject({ smallestChunkMs: ms, largestChunkMs: ms });
  });

  it('sends what was said before a pause at once, though it fills no piece', async () => {
    await answer();
    call.write(quiet(240));
    call.write(babble(340));
    call.write(quiet(40));
    await until(() => sent('audio')[0]?.ms === 620);
    expect(sent('audio')[0]).toMatchObject({ smallestChunkMs: 20, largestChunkMs: 100 });
  });

  it('sends no telemetry, and asks for phrases and the silence between them', async () => {
    await answer({ environment: { AZURE_STT_SEGMENTATION_MS: '300' }, phrases: ['my parcel'] }, 'en-US', [
      'Mrs. Dalloway',
    ]);
    emulator.control.hears('one');
    call.say(babble(900));
    await call.settled(1);
    call.close();
    await stt.close();
    expect(sent('received').map(({ path }) => path)).toEqual(['speech.config', 'speech.context']);
    expect(sent('received')[1]?.body).toMatchObject({
      dgi: { groups: [{ type: 'Generic', items: [{ text: 'Mrs. Dalloway' }, { text: 'my parcel' }] }] },
      phraseDetection: {
        conversation: { segmentation: { segmentationSilenceTimeoutMs: 300 } },
      },
    });
    expect(sent('audio')[0]).toMatchObject({ ms: 240 + 900 + 300 + 500 });
  });

  it('tells languages apart where it may be several, that of the call first', async () => {
    await answer({ environment: { AZURE_STT_LANGUAGES: 'en-US,de-DE,fr-FR' } }, 'de-DE');
    emulator.control.hears({ text: 'guten tag', language: 'de-DE' }, { text: 'bonjour', language: 'fr-FR' });
    call.say(babble(900));
    call.say(babble(900));
    await call.settled(2);
    expect(call.lasts.map(({ language }) => language)).toEqual(['de-DE', 'fr-FR']);
    expect(sent('received')[1]?.body).toMatchObject({
      languageId: { languages: ['de-DE', 'en-US', 'fr-FR'], mode: 'DetectContinuous' },
    });
  });

  describe('A guess', () => {
    it('is settled when the caller has been silent for 200 ms and it has not changed, and not before', async () => {
      await answer({ environment: { AZURE_STT_CHUNK_MS: '20' } });
      emulator.control.hears({
        text: 'one two',
        words: [
          { text: 'one', startMs: 0, endMs: 300 },
          { text: 'two', startMs: 350, endMs: 680 },
        ],
      });
      call.write(quiet(240));
      call.write(babble(700));
      await call.until(() => call.partials.includes('one two'));
      call.write(babble(100));
      call.write(quiet(180));
      expect(call.transcripts.some(each => each.type === 'partial' && each.stable)).toBe(false);
      call.write(quiet(20));
      expect(call.transcripts.at(-1)).toEqual({
        type: 'partial',
        utterance: 0,
        text: 'one two',
        stable: true,
      });
      call.write(quiet(100));
      expect(call.transcripts.filter(each => each.type === 'partial' && each.stable)).toHaveLength(1);
    });

    it('is not settled while the service may still be at words that were just said', async () => {
      await answer();
      emulator.control.hears({
        text: 'one two',
        words: [
          { text: 'one', startMs: 0, endMs: 200 },
          { text: 'two', startMs: 900, endMs: 1000 },
        ],
      });
      call.write(quiet(240));
      // The service is half a second behind: it guesses the first word when the second is being said.
      call.write(babble(700));
      await call.until(() => call.partials.includes('one'));
      call.write(babble(200));
      call.write(quiet(280));
      expect(call.transcripts.some(each => each.type === 'partial' && each.stable)).toBe(false);
    });

    it('is not lost when the line is noisy', async () => {
      await answer();
      emulator.control.hears('one two');
      const noise = (ms: number): Int16Array =>
        quiet(ms).map((_, i) => 100 * Math.sin(i * 1.7) + 90 * Math.sin(i * 0.31));
      call.write(noise(240));
      call.write(babble(700));
      await call.until(() => call.partials.includes('one two'));
      call.write(noise(240));
      expect(call.transcripts.at(-1)).toMatchObject({ type: 'partial', text: 'one two', stable: true });
    });
  });

  describe('An utterance', () => {
    it('with pauses in it has a final for each piece, and one last', async () => {
      await answer();
      emulator.control.hears('one', 'two');
      call.write(babble(600));
      call.write(quiet(800));
      await call.until(() => call.finals.length === 1);
      call.say(babble(600));
      await call.settled(1);
      expect(call.finals).toMatchObject([
        { utterance: 0, text: 'One.', last: false, startMs: 0, endMs: 600 },
        { utterance: 0, text: 'Two.', last: true, startMs: 1640, endMs: 2240 },
      ]);
    });

    it('all of which was final before its end ends at once, with nothing more', async () => {
      await answer();
      emulator.control.hears('one');
      call.write(quiet(240));
      call.write(babble(600));
      call.write(quiet(800));
      await call.until(() => call.finals.length === 1);
      call.end();
      expect(call.finals).toHaveLength(1);
      await Promise.resolve();
      expect(call.finals).toMatchObject([
        { text: 'One.', last: false },
        { text: '', last: true },
      ]);
    });

    it('of mere noise ends as well, on a connection of its own; the next one is heard', async () => {
      await answer();
      call.write(quiet(400));
      call.write(babble(20));
      call.write(quiet(400));
      call.end();
      await call.settled(1);
      emulator.control.hears('one');
      call.say(babble(900));
      await call.settled(2);
      expect(call.lasts.map(({ text }) => text)).toEqual(['', 'One.']);
      expect(open()).toBe(1);
    });

    it('that never pauses keeps no more than a minute, and loses no words by it', async () => {
      await answer();
      for (let i = 0; i < 14; i++) {
        emulator.control.hears(`piece ${i}`);
        call.write(babble(4500));
        call.write(quiet(700));
        await call.until(() => call.finals.length === i + 1);
      }
      call.end();
      await call.settled(1);
      expect(call.finals.map(({ text }) => text).slice(0, 14)).toEqual(
        Array.from({ length: 14 }, (_, i) => `Piece ${i}.`),
      );
      expect(sent('handshake')).toHaveLength(1);
    });

    it('of long noise that is no speech goes on over new connections', async () => {
      await answer();
      emulator.control.change({ speechLevelDb: -1 });
      let heard = 0;
      for (let second = 1; second <= 130; second++) {
        call.write(babble(1000));
        await until(() => (heard = sent('audio').reduce((sum, { ms = 0 }) => sum + ms, 0)) >= second * 990);
      }
      // Each connection is given the last second of the one before.
      expect(heard).toBeLessThan(134_000);
      expect(sent('handshake')).toHaveLength(3);
      emulator.control.change({ speechLevelDb: -45 });
      call.end();
      await call.settled(1);
      expect(call.errors).toEqual([]);
    });
  });

  describe('Connections', () => {
    const warm = { AZURE_STT_WARM: '1' };

    it('are opened when a call begins, before its caller speaks', async () => {
      await answer({ environment: warm });
      await until(() => open() === 1);
      emulator.control.hears('one');
      call.say(babble(900));
      await call.settled(1);
      // The one that was open heard it, and the next caller's is open already.
      expect(sent('audio')).toHaveLength(1);
      expect(emulator.control.log({ event: 'audio' })[0]?.connection).toBe(
        emulator.control.log({ event: 'handshake' })[0]?.connection,
      );
      await until(() => open() === 2);
    });

    it('are given up when the caller has said nothing for long; the call goes on over another', async () => {
      await answer({ environment: { AZURE_STT_IDLE_MS: '5' } });
      emulator.control.hears('one', 'two');
      call.say(babble(900));
      await call.settled(1);
      await until(() => open() === 0);
      call.say(babble(900));
      await call.settled(2);
      expect(call.lasts.map(({ text }) => text)).toEqual(['One.', 'Two.']);
    });

    it('that the service closes while they wait are replaced', async () => {
      await answer({ environment: warm });
      await until(() => open() === 1);
      emulator.control.disconnect(emulator.control.connections[0]!.id, 1000);
      await until(() => open() === 1 && sent('handshake').length === 2);
      expect(stt.health()).toEqual({ status: 'up' });
    });

    it('share several resources by their weight', async () => {
      const { host } = new URL(emulator.speechHost);
      const resource = (path: string, weight: number): object => ({
        key: 'k',
        endpoint: `ws://${host}${path}`,
        weight,
      });
      const list = [resource('', 2), resource('/stt/speech/universal/v2', 1)];
      await answer({
        environment: { AZURE_STT_WARM: '6', AZURE_SPEECH_RESOURCES: JSON.stringify(list) },
      });
      await until(() => open() === 6);
      const second = sent('handshake').filter(({ path }) => path === '/stt/speech/universal/v2');
      expect(second).toHaveLength(2);
    });

    it('go to another resource when one turns the call away', async () => {
      const other = await AzureEmulator.start({ voice: 'silence', settings: instant, keys: ['right'] });
      const list = [
        { key: 'wrong', endpoint: other.speechHost, weight: 100 },
        { key: 'right', endpoint: emulator.speechHost },
      ];
      await answer({ environment: { AZURE_SPEECH_RESOURCES: JSON.stringify(list) } });
      emulator.control.hears('one');
      call.say(babble(900));
      await call.settled(1);
      expect(call.lasts.map(({ text }) => text)).toEqual(['One.']);
      expect(other.control.log({ event: 'refused' })).toHaveLength(1);
      expect(stt.health()).toMatchObject({ status: 'degraded' });
      await other.close();
    });

    it('that are lost while nobody listens are told of without the key', async () => {
      const told: string[] = [];
      emulator.control.inject({ service: 'stt', times: 0, fault: { kind: 'status', status: 401 } });
      await answer({
        environment: { ...warm, AZURE_SPEECH_KEY: 'hunter2' },
        warn: message => void told.push(message),
      });
      await until(() => told.length > 0);
      expect(told[0]).toContain('the handshake was answered 401');
      expect(told.join()).not.toContain('hunter2');
    });
  });
});
