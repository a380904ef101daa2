import * as sdk from 'microsoft-cognitiveservices-speech-sdk';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import type { AudioTally } from '../../../apps/azure-emulator/src/speech-to-text/audio-tally';
import type { Fault } from '../../../apps/azure-emulator/src/faults/fault';
import { babble, silence } from './support/sounds';
import { Listener, speechConfig } from './support/speech-sdk';
import { until } from './support/until';

/** What the unmodified SDK makes of each fault; the adapters build on this table. */
describe('Speech to text that misbehaves, as the SDK shows it', () => {
  let emulator: AzureEmulator;
  let listener: Listener;
  beforeAll(async () => {
    emulator = await AzureEmulator.start({ voice: 'silence', settings: instant });
  });
  beforeEach(() => {
    listener = new Listener(speechConfig(emulator));
  });
  let quiet: () => void = () => undefined;
  afterEach(async () => {
    quiet();
    await listener.close();
    emulator.control.reset();
  });
  afterAll(() => emulator.close());

  const inject = (fault: Fault, times = 1): void =>
    void emulator.control.inject({ service: 'stt', times, fault });

  /** What was received of the first turn's audio, or of a later one. */
  const audio = (turn = 0): AudioTally =>
    emulator.control.log({ event: 'audio' })[turn]!.detail as AudioTally;

  /** Speaks one phrase, and the silence that ends it. */
  const say = (): void => {
    listener.write(babble(900));
    listener.write(silence(700));
    quiet();
    quiet = listener.keepSilent();
  };

  describe('at the handshake', () => {
    it.each([401, 403, 429, 503])(
      '%i: five attempts at once, then canceled; starting calls it a success',
      async status => {
        inject({ kind: 'status', status, retryAfter: 1 }, 0);
        await listener.start();
        expect(await listener.next('canceled')).toMatchObject({ code: 'ConnectionFailure', reason: 'Error' });
        // The WebSocket of Node itself asks twice when it is told 401.
        expect(emulator.control.log({ event: 'refused' })).toHaveLength(status === 401 ? 10 : 5);
      },
    );

    it('a reset connection looks the same, and one reset is not even noticed', async () => {
      emulator.control.hears('hello again');
      inject({ kind: 'refuse' });
      await listener.start();
      say();
      expect((await listener.next('recognized')).result.text).toBe('Hello again.');
      expect(listener.events).not.toContain('canceled');
    });

    it('no answer at all: nothing happens, not even an error', async () => {
      inject({ kind: 'hang' });
      let started = false;
      void listener.start().then(() => (started = true));
      await until(() => emulator.control.log({ event: 'fault' }).length === 1);
      expect(started).toBe(false);
      expect(listener.events).toEqual([]);
      // Even close() waits for it.
      emulator.control.disconnect(emulator.control.log({ event: 'fault' })[0]!.connection);
    });

    it('a slow answer is waited for', async () => {
      emulator.control.hears('late');
      inject({ kind: 'delay', stage: 'handshake', ms: 150 });
      await listener.start();
      say();
      expect((await listener.next('recognized')).result.text).toBe('Late.');
    });
  });

  describe('in mid-stream', () => {
    it.each([1000, 1001, 1006, 1011, 1013])(
      'closed with %i: it connects anew and sends again, nothing is lost',
      async code => {
        // The first phrase is lost with its connection, so that what is said first goes to the second.
        emulator.control.hears(
          { text: 'lost', connection: `stt-${emulator.control.stats().asked.stt + 1}` },
          'not lost',
        );
        inject(code === 1006 ? { kind: 'cut', audioMs: 500 } : { kind: 'close', code, audioMs: 500 });
        await listener.start();
        say();
        expect((await listener.next('recognized')).result.text).toBe('Not lost.');
        expect(listener.finals).toEqual(['Not lost.']);
        expect(audio(1).ms).toBeGreaterThanOrEqual(1400);
      },
    );

    it.each([1002, 1003, 1007, 4000])('closed with %i: canceled', async code => {
      inject({ kind: 'close', code, reason: 'because', audioMs: 300 });
      await listener.start();
      say();
      const canceled = await listener.next('canceled');
      expect(canceled.code).toBe(code === 1007 ? 'BadRequestParameters' : 'ConnectionFailure');
      expect(canceled.details).toContain(`because websocket error code: ${code}`);
    });

    it('closed again and again: canceled after five attempts', async () => {
      inject({ kind: 'close', code: 1011, audioMs: 300 }, 0);
      await listener.start();
      say();
      expect(await listener.next('canceled')).toMatchObject({ code: 'ConnectionFailure' });
    });

    it('stalled: silence, and no event that says so', async () => {
      const config = speechConfig(emulator);
      config.setProperty(sdk.PropertyId.Recognizer_StopTimeoutMs, '50');
      listener = new Listener(config);
      emulator.control.hears('never told');
      inject({ kind: 'stall', messages: 2 });
      await listener.start();
      say();
      await listener.next('speech-start');
      await until(() => audio().ms >= 1600);
      expect(listener.events).toEqual(['started', 'speech-start']);
      // Even close() would wait for the end of the turn, were it not told how long.
      await expect(listener.stop()).rejects.toContain('timed out');
    });

    it('dripping: later, but whole', async () => {
      emulator.control.hears('drop by drop');
      inject({ kind: 'drip', bytesPerSecond: 8000 });
      await listener.start();
      say();
      expect((await listener.next('recognized')).result.text).toBe('Drop by drop.');
    });

    it.each([
      ['truncated', { kind: 'truncate', messages: 2 }],
      ['garbage', { kind: 'garbage', messages: 2 }],
    ] as const)(
      'a message that is %s ends its listening without a word: only a new recogniser helps',
      async (_, fault) => {
        emulator.control.hears('one two three', 'four');
        inject(fault);
        await listener.start();
        say();
        await until(() =>
          emulator.control
            .log({ event: 'sent' })
            .some(({ detail }) => JSON.stringify(detail).includes('speech.phrase')),
        );
        expect(listener.finals).toEqual([]);
        expect(listener.events).not.toContain('canceled');
      },
    );

    it('a message for another request is passed over', async () => {
      emulator.control.hears('one two');
      inject({ kind: 'wrong-request-id', messages: 1 });
      await listener.start();
      say();
      await listener.next('recognized');
      expect(listener.events).not.toContain('speech-start');
      expect(listener.finals).toEqual(['One two.']);
    });

    it('a turn that ends early: the SDK begins another and sends again what had no final', async () => {
      emulator.control.hears('cut off', 'cut off no more');
      inject({ kind: 'end-turn', audioMs: 500 });
      await listener.start();
      say();
      expect((await listener.next('recognized')).result.text).toBe('Cut off no more.');
      expect(emulator.control.log({ event: 'handshake' })).toHaveLength(1);
      expect(emulator.control.log({ event: 'audio' })).toHaveLength(2);
    });

    it('no end of the turn: stopping never comes back unless it is told how long to wait', async () => {
      inject({ kind: 'never-end' }, 0);
      await listener.start();
      say();
      await listener.next('recognized');
      let stopped = false;
      void listener.stop().then(() => (stopped = true));
      await until(() => audio().ended);
      expect(stopped).toBe(false);
    });
  });

  describe('about a phrase', () => {
    it('never: partials only; the next phrase has its final', async () => {
      emulator.control.hears('no end of it', 'but of this');
      inject({ kind: 'never-final' });
      await listener.start();
      say();
      say();
      expect((await listener.next('recognized')).result.text).toBe('But of this.');
      expect(listener.finals).toHaveLength(1);
      expect(listener.events.filter(event => event === 'recognizing').length).toBeGreaterThan(2);
    });

    it('contradicting: the final has other words than the partials', async () => {
      emulator.control.hears('yes of course');
      inject({ kind: 'contradicting-final', text: 'No, never.' });
      await listener.start();
      say();
      expect((await listener.next('recognized')).result.text).toBe('No, never.');
      const partials = listener.told.flatMap(told =>
        told.event === 'recognizing' ? [told.result.text] : [],
      );
      expect(partials).toContain('yes of course');
    });

    it('empty: recognised, but no words', async () => {
      emulator.control.hears('not to be seen');
      inject({ kind: 'empty-transcript' });
      await listener.start();
      say();
      const { result } = await listener.next('recognized');
      expect([result.reason, result.text]).toEqual([sdk.ResultReason.RecognizedSpeech, '']);
    });

    it('twice: two finals with the same offset', async () => {
      emulator.control.hears('echo');
      inject({ kind: 'duplicate-phrase' });
      await listener.start();
      say();
      const first = await listener.next('recognized');
      const second = await listener.next('recognized');
      expect(second.result.text).toBe(first.result.text);
      expect(second.result.offset).toBe(first.result.offset);
    });

    it.each([
      ['TooManyRequests', 'TooManyRequests'],
      ['Forbidden', 'Forbidden'],
      ['BadRequest', 'BadRequestParameters'],
      ['Error', 'ServiceError'],
    ])('with status %s: canceled as %s', async (status, code) => {
      inject({ kind: 'phrase-status', status });
      await listener.start();
      say();
      expect(await listener.next('canceled')).toMatchObject({ reason: 'Error', code });
    });

    it('slow in its partials', async () => {
      emulator.control.hears('one two');
      inject({ kind: 'delay', stage: 'stt-partial', ms: { kind: 'uniform', min: 60, max: 90 } }, 0);
      inject({ kind: 'delay', stage: 'stt-final', ms: 20 }, 0);
      await listener.start();
      say();
      await listener.next('recognized');
      // Partials that would come behind their final are not told any more.
      expect(listener.events.lastIndexOf('recognizing')).toBeLessThan(listener.events.indexOf('recognized'));
    });
  });
});
