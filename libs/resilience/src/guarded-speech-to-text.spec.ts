import { ProviderError } from '@app/core';
import type { AudioFrame, SpeechToText, Transcript } from '@app/core';
import { FakeSpeechToText, VirtualClock } from '@app/testing';
import { GuardedSpeechToText } from './guarded-speech-to-text';
import { FIRST_ITEM_MS, TestChain } from './guards.spec-kit';

class Ears extends FakeSpeechToText {
  override readonly name: string;
  constructor(name: string, clock: VirtualClock) {
    super(clock);
    this.name = name;
  }
}

const boom = new ProviderError('first', 'transient', 'boom');
const options = { language: 'en-US', sampleRate: 16_000, phrases: [] };

describe('A chain of recognisers', () => {
  const clock = new VirtualClock();
  const lent = new Int16Array(320);
  const frame = (at: number): AudioFrame => ({ pcm: lent.fill(at), sampleRate: 16_000, at });

  function listen(): {
    first: Ears;
    second: Ears;
    test: TestChain<SpeechToText>;
    heard: Transcript[];
    failures: string[];
    recognition: ReturnType<SpeechToText['open']>;
  } {
    const [first, second] = [new Ears('first', clock), new Ears('second', clock)];
    const test = new TestChain<SpeechToText>(clock, 'stt', [first, second]);
    const heard: Transcript[] = [];
    const failures: string[] = [];
    const recognition = new GuardedSpeechToText(test.chain).open(
      options,
      { transcript: each => heard.push(each), failed: error => failures.push(error.code) },
      test.scope,
    );
    return { first, second, test, heard, failures, recognition };
  }

  it('hears by the first, and opens no other', async () => {
    const { first, second, heard, recognition } = listen();
    first.texts.push('hello');
    recognition.write(frame(0));
    recognition.endUtterance();
    await clock.run(10);
    expect(heard).toMatchObject([{ type: 'final', text: 'hello', utterance: 0 }]);
    expect(second.opened).toHaveLength(0);
    recognition.close();
  });

  it('has the second hear the whole utterance in which the first died, and counts on', async () => {
    const { first, second, test, heard, recognition } = listen();
    first.texts.push('one');
    recognition.write(frame(0));
    recognition.endUtterance();
    await clock.run(10);
    recognition.write(frame(100));
    recognition.write(frame(120));
    second.texts.push('two', 'three');
    first.last.fail(boom);
    await clock.run(10);
    recognition.write(frame(140));
    recognition.endUtterance();
    recognition.write(frame(300));
    recognition.endUtterance();
    await clock.run(10);
    expect(second.last.frames).toEqual([[100, 120, 140], [300]]);
    expect(heard.map(each => [each.utterance, each.text])).toEqual([
      [0, 'one'],
      [1, 'two'],
      [2, 'three'],
    ]);
    expect(first.last.closed).toBe(true);
    expect(test.told).toEqual(['first ok', 'first error', 'first → second', 'second ok', 'second ok']);
    recognition.close();
  });

  it('has it asked for the final words where the utterance had ended', async () => {
    const { first, second, heard, recognition } = listen();
    first.finalAfterMs = null;
    recognition.write(frame(0));
    recognition.endUtterance();
    second.texts.push('hello');
    first.last.fail(boom);
    await clock.run(10);
    expect(heard).toMatchObject([{ text: 'hello', last: true, utterance: 0 }]);
    recognition.close();
  });

  it('fails once, when nobody is left', async () => {
    const { first, second, failures, recognition } = listen();
    first.last.fail(boom);
    await clock.run(10);
    second.last.fail(new ProviderError('second', 'quota', 'enough'));
    await clock.run(10);
    second.last.fail(boom);
    await clock.run(10);
    expect(failures).toEqual(['provider_quota']);
    recognition.write(frame(0));
    recognition.close();
  });

  it('goes to the second at once while the first is known to fail', async () => {
    const { second, test } = listen();
    for (let i = 0; i < 5; i++) test.breakers.of('stt:first').enter()!.failed(boom);
    await new Promise(resolve => setImmediate(resolve));
    new GuardedSpeechToText(test.chain).open(
      options,
      { transcript: () => undefined, failed: () => undefined },
      test.scope,
    );
    expect(second.opened).toHaveLength(1);
    expect(test.told).toContain('first refused');
  });

  it('has the second hear an utterance of which the first never gives the last words', async () => {
    const { first, second, test, heard, recognition } = listen();
    first.finalAfterMs = null;
    second.texts.push('still here');
    recognition.write(frame(0));
    recognition.endUtterance();
    await clock.run(FIRST_ITEM_MS - 20);
    expect(heard).toEqual([]);
    await clock.run(40);
    expect(heard).toMatchObject([{ text: 'still here', utterance: 0 }]);
    expect(test.told).toEqual(['first timeout', 'first → second', 'second ok']);
    recognition.close();
    expect(clock.active).toBe(0);
  });
});
