import { ProviderError } from '@app/core';
import type { Recognition, Transcript } from '@app/core';
import { FakeSpeechToText, VirtualClock, testScope } from '@app/testing';
import { Faults } from './faults';
import type { Fault } from './faults';
import { FaultySpeechToText } from './faulty-speech-to-text';

const { scope } = testScope('bad');

describe('a recogniser with faults', () => {
  let clock: VirtualClock;
  let faults: Faults;
  let inner: FakeSpeechToText;
  let recognition: Recognition;
  let heard: Transcript[];
  let told: string[];

  beforeEach(() => {
    clock = new VirtualClock();
    faults = new Faults();
    inner = new FakeSpeechToText(clock);
    heard = [];
    told = [];
    recognition = new FaultySpeechToText(inner, faults, clock).open(
      { language: 'en-US', sampleRate: 16_000, phrases: [] },
      {
        transcript: transcript => {
          heard.push(transcript);
          told.push(transcript.text);
        },
        failed: error => told.push(error.code),
      },
      scope,
    );
  });

  const order = (kind: Fault['kind'], delayMs = 500): void =>
    faults.order(scope.callId, [{ stage: 'speech_to_text', kind, delayMs }]);
  const lift = (): void => faults.order(scope.callId, []);
  const hear = (text: string): void => inner.last.partial(text);

  it('understands other words, the single ones of a final among them', () => {
    order('garble');
    hear('hello');
    const words = [
      { text: 'hello', startMs: 0, endMs: 300 },
      { text: 'you', startMs: 300, endMs: 500 },
    ];
    inner.last.final('hello you', words);
    expect(told).toEqual(['xxxxx', 'xxxxx xxx']);
    expect(heard[1]).toMatchObject({
      type: 'final',
      words: [
        { text: 'xxxxx', startMs: 0, endMs: 300 },
        { text: 'xxx', startMs: 300, endMs: 500 },
      ],
    });
  });

  it('is heard later, in the order in which it understood', () => {
    order('delay');
    hear('one');
    clock.advance(100);
    order('delay', 50);
    hear('two');
    clock.advance(399);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual(['one', 'two']);
  });

  it('says what it held back before anything new, once the delay is lifted', () => {
    order('delay');
    hear('one');
    hear('two');
    lift();
    hear('three');
    expect(told).toEqual(['one', 'two', 'three']);
    clock.advance(1000);
    expect(told).toHaveLength(3);
  });

  it('fails by itself no earlier than it is heard, and says nothing more', () => {
    order('delay');
    hear('one');
    inner.last.fail(new ProviderError('fake', 'transient', 'gone'));
    expect(told).toEqual([]);
    clock.advance(500);
    lift();
    hear('two');
    expect(told).toEqual(['one', 'provider_transient']);
  });

  it('fails by order, once', () => {
    order('fail');
    hear('one');
    hear('two');
    expect(told).toEqual(['provider_transient']);
  });

  it('is silent when it is closed, and waits for nothing any more', () => {
    order('delay');
    hear('one');
    recognition.close();
    expect(clock.active).toBe(0);
    hear('two');
    clock.advance(1000);
    expect(told).toEqual([]);
  });
});
