import { defaultSettings, patchSettings } from '@app/core';
import type { CallSettings } from '@app/core';
import fc from 'fast-check';
import { hearTranscript, startHearing } from '../turn/heard';
import type { Heard } from '../turn/heard';
import { AdaptiveEndpointing } from './adaptive-endpointing';
import type { EndpointDecision, Endpointing } from './endpointing-strategy';

const START = 600;
const open = (): Endpointing => new AdaptiveEndpointing(START).open();

interface Said {
  readonly stable?: boolean;
  readonly speechMs?: number;
  readonly before?: string;
}

const said = (text: string, { stable = true, speechMs = 1500, before = '' }: Said = {}): Heard =>
  hearTranscript(
    { ...startHearing(0, 0, before), speechMs },
    { type: 'partial', utterance: 0, text, stable },
    0,
  );

const after = (call: Endpointing, pauses: readonly number[]): Endpointing => {
  for (const pause of pauses) call.pause(pause);
  return call;
};

const often = (pause: number): number[] => Array.from({ length: 20 }, () => pause);

const decide = (text: string, how?: Said, call = open()): EndpointDecision =>
  call.decide(said(text, how), defaultSettings);

describe('A new caller', () => {
  it.each([
    ['what time do you open', 'question', 330],
    ['goodbye', 'goodbye', 330],
    ['yes', 'short-answer', 390],
    ['I need it tomorrow', 'complete', 390],
    ['hello', 'greeting', 420],
    ['I lost my credit card', 'clause', 570],
    ['the red one', 'caller-pace', 600],
    ['I want to go to the', 'unfinished', 1230],
    ['five five five', 'number', 1320],
    ['I want um', 'hesitation', 1410],
    ['你们几点开门', 'question', 330],
    ['我想订票因为', 'unfinished', 1230],
  ])('after “%s” (%s) is waited for %d ms', (text, reason, silenceMs) => {
    expect(decide(text)).toEqual({ silenceMs, reason });
  });

  it('is not answered sooner for words that may still change', () => {
    expect(decide('what time do you open', { stable: false })).toEqual({
      silenceMs: 870,
      reason: 'unstable',
    });
    expect(decide('yes', { stable: false, speechMs: 300 })).toEqual({
      silenceMs: 600,
      reason: 'caller-pace',
    });
    expect(decide('I want to go to the', { stable: false }).reason).toBe('unfinished');
  });

  it('is given time while a long speech has no words yet, not for a cough', () => {
    expect(decide('', { speechMs: 2000 })).toEqual({ silenceMs: 870, reason: 'nothing-understood' });
    expect(decide('', { speechMs: 200 })).toEqual({ silenceMs: 600, reason: 'caller-pace' });
    expect(decide('', { speechMs: 2000, before: 'what time do you open' }).reason).toBe('nothing-understood');
  });

  it('finishes a sentence begun before the answer that was never heard', () => {
    expect(decide('tomorrow', { before: 'I would like to come' }).reason).toBe('complete');
    expect(decide('four five', { before: 'one two three' }).reason).toBe('number');
  });

  it('has the bounds of the call', () => {
    const settings = patchSettings(defaultSettings, {
      endpointing: { minSilenceMs: 700, maxSilenceMs: 900 },
    });
    expect(open().decide(said('goodbye'), settings).silenceMs).toBe(700);
    expect(open().decide(said('I want um'), settings).silenceMs).toBe(880);
  });
});

describe('A caller who is known', () => {
  const wait = (text: string, pauses: readonly number[]): number =>
    decide(text, {}, after(open(), pauses)).silenceMs;

  it('is given more time when they pause long than when they pause shortly', () => {
    expect(wait('the red one', often(900))).toBeGreaterThan(900);
    expect(wait('the red one', often(200))).toBeGreaterThan(200);
    expect(wait('the red one', often(200))).toBeLessThan(400);
  });

  it('is still answered at once after a question', () => {
    expect(wait('what time do you open', often(900))).toBeLessThan(450);
  });

  it('is believed to be slow sooner than to be fast', () => {
    expect(wait('the red one', [900, 900])).toBeGreaterThan(900);
    expect(wait('the red one', [...often(900), ...often(200).slice(0, 5)])).toBeGreaterThan(900);
  });

  it('is given more time when the pauses vary', () => {
    const varied = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? 300 : 900));
    expect(wait('the red one', varied)).toBeGreaterThan(wait('the red one', often(600)));
  });

  it('is not judged by one pause out of line', () => {
    const used = often(300);
    expect(wait('the red one', [...used, 2400]) - wait('the red one', used)).toBeLessThan(200);
    expect(wait('the red one', [...used, 60_000])).toBe(wait('the red one', used));
  });

  it('is known in their own call only', () => {
    const strategy = new AdaptiveEndpointing(START);
    after(strategy.open(), often(1200));
    expect(strategy.open().decide(said('the red one'), defaultSettings).silenceMs).toBe(START);
  });
});

describe('Whatever is said, however the caller pauses', () => {
  const words = fc.constantFrom(
    ...[
      'hello',
      'and',
      'the',
      'what',
      'is it',
      'um',
      'five',
      '555',
      'tomorrow',
      '.',
      '?',
      ',',
      '…',
      'I want',
    ],
    ...['你好', '因为', '那个', '吗', '的', '一三八', '了', '。', '？', '，', 'ça', '🙂', '\u0000', ' '],
  );
  const texts = fc.oneof(
    fc.array(words, { maxLength: 12 }).map(list => list.join(' ')),
    fc.string({ unit: 'binary' }),
  );
  const pauses = fc.array(fc.oneof(fc.double(), fc.integer({ min: 0, max: 4000 })), { maxLength: 40 });
  const settings: fc.Arbitrary<CallSettings> = fc
    .record({
      language: fc.constantFrom('en-US', 'zh-CN', 'de', ''),
      minSilenceMs: fc.integer({ min: 0, max: 3000 }),
      range: fc.integer({ min: 0, max: 3000 }),
    })
    .map(({ language, minSilenceMs, range }) =>
      patchSettings(defaultSettings, {
        language,
        endpointing: { minSilenceMs, maxSilenceMs: minSilenceMs + range },
      }),
    );
  const heard = fc
    .record({ text: texts, stable: fc.boolean(), speechMs: fc.nat(60_000), before: texts })
    .map(({ text, ...how }) => said(text, how));

  it('the wait is within the bounds of the call, and the same when asked again', () => {
    fc.assert(
      fc.property(
        heard,
        settings,
        pauses,
        fc.integer({ min: 100, max: 5000 }),
        (turn, call, silences, start) => {
          const endpointing = after(new AdaptiveEndpointing(start).open(), silences);
          const decision = endpointing.decide(turn, call);
          expect(decision.silenceMs).toBeGreaterThanOrEqual(call.endpointing.minSilenceMs);
          expect(decision.silenceMs).toBeLessThanOrEqual(call.endpointing.maxSilenceMs);
          expect(endpointing.decide(turn, call)).toEqual(decision);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('a short pause never makes the wait longer', () => {
    fc.assert(
      fc.property(heard, pauses, (turn, silences) => {
        const before = after(open(), silences).decide(turn, defaultSettings);
        const short = after(open(), [...silences, 1]).decide(turn, defaultSettings);
        expect(short.silenceMs).toBeLessThanOrEqual(before.silenceMs);
      }),
      { numRuns: 500 },
    );
  });

  it('longer pauses never make the wait shorter', () => {
    const some = fc.array(fc.integer({ min: 1, max: 1200 }), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(heard, some, fc.integer({ min: 400, max: 1200 }), (turn, silences, longer) => {
        const quick = after(open(), silences).decide(turn, defaultSettings);
        const slow = after(
          open(),
          silences.map(silence => silence + longer),
        ).decide(turn, defaultSettings);
        expect(slow.silenceMs).toBeGreaterThanOrEqual(quick.silenceMs);
      }),
      { numRuns: 500 },
    );
  });

  it('a monologue is judged like a word', () => {
    for (const word of ['so ', 'and I ', 'one ', 'what is ', '的', '是', 'hello ', '喂', ', ', 'double ']) {
      expect(decide(`${word.repeat(3000)}x`).silenceMs).toBeGreaterThan(0);
    }
  });
});
