import type { SpeechToText } from '@app/core';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import type { Fault } from '../../../apps/azure-emulator/src/faults/fault';
import { azureEars } from './support/azure-ears';
import { hastenedClock } from './support/hastened-clock';
import { HeardCall, babble, quiet } from './support/heard-call';

/** What a call is told when the service misbehaves: each fault of the emulator. */
describe("Azure Speech's recogniser, when the service misbehaves", () => {
  let emulator: AzureEmulator;
  let stt: SpeechToText;
  let call: HeardCall;
  beforeAll(async () => {
    emulator = await AzureEmulator.start({ voice: 'silence', settings: instant });
  });
  beforeEach(async () => {
    stt = await azureEars(emulator);
    call = new HeardCall(stt);
  });
  afterEach(async () => {
    call.close();
    await stt.close();
    emulator.control.reset();
  });
  afterAll(() => emulator.close());

  const inject = (fault: Fault, times = 1): void =>
    void emulator.control.inject({ service: 'stt', times, fault });
  const texts = (): string[] => call.lasts.map(final => final.text);

  /** For what only a watchdog ends. */
  const hasten = async (): Promise<void> => {
    await stt.close();
    stt = await azureEars(emulator, { clock: hastenedClock(5) });
    call = new HeardCall(stt);
  };

  /** One utterance, to its last final or the failure of the recognition. */
  const say = async (ms = 900): Promise<void> => {
    const before = call.lasts.length;
    call.say(babble(ms));
    await call.settled(before + 1);
  };

  describe('at the handshake', () => {
    it.each([
      [{ kind: 'status', status: 401 }, 'provider_auth', false],
      [{ kind: 'status', status: 403 }, 'provider_auth', false],
      [{ kind: 'status', status: 429 }, 'provider_quota', true],
      [{ kind: 'status', status: 503 }, 'provider_transient', true],
      [{ kind: 'status', status: 404 }, 'provider_protocol', false],
      [{ kind: 'refuse' }, 'provider_transient', true],
      [{ kind: 'hang' }, 'provider_timeout', true],
    ] as const)('always %j: it fails with %s, and is told once', async (fault, code, retryable) => {
      await hasten();
      inject(fault, 0);
      await say();
      expect(call.errors).toMatchObject([{ code, retryable, provider: 'azure' }]);
      expect(call.transcripts).toEqual([]);
      expect(call.healthAtFailure?.status).toBe(code === 'provider_protocol' ? 'up' : 'down');
    });

    it('a key that is wrong is not tried again at once', async () => {
      const before = emulator.control.stats().asked.stt;
      inject({ kind: 'status', status: 401 }, 0);
      await say();
      expect(emulator.control.stats().asked.stt - before).toBe(1);
    });

    it('a place that is wrong is not asked over and over by connections that wait', async () => {
      inject({ kind: 'status', status: 404 }, 0);
      const waiting = await azureEars(emulator, { environment: { AZURE_STT_WARM: '1' } });
      const before = emulator.control.stats().asked.stt;
      const other = new HeardCall(waiting);
      await new Promise(resolve => setTimeout(resolve, 300));
      other.close();
      await waiting.close();
      expect(emulator.control.stats().asked.stt - before).toBeLessThan(5);
    });

    it.each([
      { kind: 'status', status: 429 },
      { kind: 'status', status: 503 },
      { kind: 'refuse' },
      { kind: 'hang' },
      { kind: 'delay', stage: 'handshake', ms: 100 },
    ] as const)('once %j: what was said meanwhile is heard', async fault => {
      await hasten();
      emulator.control.hears('still here');
      inject(fault);
      await say();
      expect(texts()).toEqual(['Still here.']);
      expect(call.errors).toEqual([]);
      expect(stt.health().status).toBe('up');
    });
  });

  describe('in mid-stream', () => {
    it.each([1000, 1001, 1006, 1011, 1013])('closed with %i: nothing is lost', async code => {
      emulator.control.hears(
        { text: 'lost', connection: `stt-${emulator.control.stats().asked.stt + 1}` },
        'not lost',
      );
      inject(code === 1006 ? { kind: 'cut', audioMs: 500 } : { kind: 'close', code, audioMs: 500 });
      await say();
      expect(texts()).toEqual(['Not lost.']);
      expect(call.errors).toEqual([]);
    });

    it.each([1002, 1003, 1007, 4000])(
      'closed with %i: a mistake of ours, which trying again would repeat',
      async code => {
        inject({ kind: 'close', code, audioMs: 300 });
        await say();
        expect(call.errors).toMatchObject([{ code: 'provider_protocol', retryable: false }]);
      },
    );

    it('closed again and again: it fails in the end', async () => {
      await hasten();
      inject({ kind: 'close', code: 1011, audioMs: 300 }, 0);
      await say();
      expect(call.errors).toMatchObject([{ code: 'provider_transient', retryable: true }]);
    });

    it('closed between two utterances: nobody notices', async () => {
      emulator.control.hears('one', 'two');
      await say();
      const [connection] = emulator.control.connections;
      emulator.control.disconnect(connection!.id, 1006);
      await say();
      expect(texts()).toEqual(['One.', 'Two.']);
      expect(call.errors).toEqual([]);
    });

    it('closed while an utterance waits for its end and the next is being said: both are heard', async () => {
      const connection = `stt-${emulator.control.stats().asked.stt + 1}`;
      emulator.control.hears(
        { text: 'gone', connection },
        { text: 'gone', connection },
        'the first',
        'the second',
      );
      inject({ kind: 'late-final', ms: 10_000 });
      inject({ kind: 'close', code: 1011, audioMs: 2500 });
      call.say(babble(900));
      call.say(babble(900));
      await call.settled(2);
      expect(call.lasts).toMatchObject([
        { utterance: 0, text: 'The first.', startMs: 240, endMs: 1140 },
        { utterance: 1, text: 'The second.', startMs: 2180, endMs: 3080 },
      ]);
    });

    it('stalled: after the watchdog another connection is given the same', async () => {
      await hasten();
      emulator.control.hears(
        { text: 'never told', connection: `stt-${emulator.control.stats().asked.stt + 1}` },
        'told at last',
      );
      inject({ kind: 'stall', messages: 2 });
      await say();
      expect(texts()).toEqual(['Told at last.']);
    });

    it('stalled for ever: it fails, so that another provider may try', async () => {
      await hasten();
      inject({ kind: 'stall', messages: 1 }, 0);
      await say();
      expect(call.errors).toMatchObject([{ code: 'provider_timeout', retryable: true }]);
      expect(call.transcripts).toEqual([]);
    });

    it.each(['truncate', 'garbage'] as const)('%s of a guess: passed over', async kind => {
      emulator.control.hears('one two');
      inject({ kind, messages: 2 });
      await say();
      expect(texts()).toEqual(['One two.']);
    });

    it('truncate of a final, which makes the SDK deaf: the guess is the best there is', async () => {
      await hasten();
      emulator.control.hears('one two', 'three');
      inject({ kind: 'truncate', messages: 4 });
      await say();
      await say();
      expect(call.lasts).toMatchObject([
        { utterance: 0, text: 'one two', confidence: 0.5 },
        { utterance: 1, text: 'Three.' },
      ]);
    });

    it('stalled while the caller goes on: another connection takes over before the end', async () => {
      await hasten();
      emulator.control.hears(
        { text: 'never told', connection: `stt-${emulator.control.stats().asked.stt + 1}` },
        'one two three',
      );
      inject({ kind: 'stall', messages: 1 });
      call.write(quiet(240));
      const before = emulator.control.stats().asked.stt;
      while (emulator.control.stats().asked.stt < before + 2) {
        call.write(babble(200));
        await new Promise(resolve => setTimeout(resolve, 10));
      }
      call.write(quiet(300));
      call.end();
      await call.settled(1);
      expect(texts()).toEqual(['One two three.']);
    });

    it('dripping: later, but whole', async () => {
      emulator.control.hears('drop by drop');
      inject({ kind: 'drip', bytesPerSecond: 30_000 });
      await say();
      expect(texts()).toEqual(['Drop by drop.']);
    });

    it('a message for another request: passed over', async () => {
      emulator.control.hears('one two');
      inject({ kind: 'wrong-request-id', messages: 1 });
      await say();
      expect(texts()).toEqual(['One two.']);
    });

    it('a turn that ends early: nothing is lost', async () => {
      emulator.control.hears('cut off', 'cut off no more');
      inject({ kind: 'end-turn', audioMs: 500 });
      await say();
      expect(texts()).toEqual(['Cut off no more.']);
    });

    it('no end of the turn, where there is nothing to tell either: the watchdog ends the utterance', async () => {
      await hasten();
      inject({ kind: 'never-end' }, 0);
      call.write(quiet(500));
      call.end();
      await call.settled(1);
      expect(texts()).toEqual(['']);
    });
  });

  describe('about a phrase', () => {
    it('late: it is waited for', async () => {
      emulator.control.hears('better late');
      inject({ kind: 'late-final', ms: 150 });
      await say();
      expect(call.lasts).toMatchObject([{ utterance: 0, text: 'Better late.' }]);
    });

    it('late beyond the next utterance: each keeps its number', async () => {
      emulator.control.hears('better late', 'than never');
      inject({ kind: 'late-final', ms: 100 });
      call.say(babble(900));
      call.say(babble(900));
      await call.settled(2);
      expect(call.lasts).toMatchObject([
        { utterance: 0, text: 'Better late.' },
        { utterance: 1, text: 'Than never.' },
      ]);
    });

    it('never: what was guessed is the best there is, and the next phrase is heard', async () => {
      await hasten();
      emulator.control.hears('no end of it', 'but of this');
      inject({ kind: 'never-final' });
      await say();
      await say();
      expect(call.lasts).toMatchObject([
        { utterance: 0, text: 'no end of it', confidence: 0.5 },
        { utterance: 1, text: 'But of this.', confidence: 0.93 },
      ]);
    });

    it('never, while the caller already says the next: the next one ends it', async () => {
      emulator.control.hears('no end of it', 'but of this');
      inject({ kind: 'never-final' });
      call.say(babble(900));
      call.say(babble(900));
      await call.settled(2);
      expect(texts()).toEqual(['no end of it', 'But of this.']);
      expect(emulator.control.log({ event: 'handshake' })).toHaveLength(1);
    });

    it('contradicting what was guessed: the final counts', async () => {
      emulator.control.hears('yes of course');
      inject({ kind: 'contradicting-final', text: 'No, never.' });
      await say();
      expect(call.partials).toContain('yes of');
      expect(texts()).toEqual(['No, never.']);
    });

    it('empty: nothing was understood, whatever was guessed', async () => {
      emulator.control.hears('not to be seen');
      inject({ kind: 'empty-transcript' });
      await say();
      expect(call.finals).toMatchObject([{ text: '', last: true }]);
    });

    it('twice: told once', async () => {
      emulator.control.hears('echo', 'and on');
      inject({ kind: 'duplicate-phrase' });
      await say();
      await say();
      expect(call.finals.map(final => final.text)).toEqual(['Echo.', 'And on.']);
    });

    it('twice in the middle of an utterance: told once', async () => {
      emulator.control.hears('echo', 'and on');
      inject({ kind: 'duplicate-phrase' });
      call.write(babble(600));
      call.write(quiet(700));
      await call.until(() => call.finals.length > 0);
      await say();
      expect(call.finals).toMatchObject([
        { text: 'Echo.', last: false },
        { text: 'And on.', last: true },
      ]);
    });

    it.each([
      ['TooManyRequests', 'provider_quota', true],
      ['Forbidden', 'provider_quota', true],
      ['BadRequest', 'provider_protocol', false],
      ['Error', 'provider_transient', true],
    ])('always with status %s: it fails with %s', async (status, code, retryable) => {
      await hasten();
      inject({ kind: 'phrase-status', status }, 0);
      await say();
      expect(call.errors).toMatchObject([{ code, retryable }]);
    });

    it('once with an error: another connection is given the same', async () => {
      emulator.control.hears('in vain', 'with success');
      inject({ kind: 'phrase-status', status: 'Error' });
      await say();
      expect(texts()).toEqual(['With success.']);
    });

    it('slow in its partials: none comes behind its final', async () => {
      emulator.control.hears('one two');
      inject({ kind: 'delay', stage: 'stt-partial', ms: { kind: 'uniform', min: 30, max: 60 } }, 0);
      await say();
      expect(call.transcripts.at(-1)).toMatchObject({ type: 'final', text: 'One two.', last: true });
    });
  });
});
