import { ProviderError } from '@app/core';
import type { Recognition, RecognitionOptions, Transcript, TranscriptSink, VoiceError } from '@app/core';
import { FakeSpeechToText, VirtualClock, testScope } from '@app/testing';
import { openCaches } from '../cache.spec-kit';
import { CachedSpeechToText } from './cached-speech-to-text';

/** Half a second of a sound of its own for each seed, not in step with the frames. */
const sound = (seed: number): Int16Array =>
  Int16Array.from({ length: 8000 }, (_, i) => Math.round(8000 * Math.sin(i * (0.01 + seed / 100))));

/** Understands while it is told that the utterance has ended. */
class AtOnce extends FakeSpeechToText {
  override open(options: RecognitionOptions, sink: TranscriptSink): Recognition {
    const times = { startMs: 0, endMs: 0, words: [], language: options.language };
    return {
      write: () => undefined,
      endUtterance: () =>
        sink.transcript({
          type: 'final',
          utterance: 0,
          text: 'at once',
          confidence: 1,
          last: true,
          ...times,
        }),
      close: () => undefined,
    };
  }
}

describe('cached recognition', () => {
  let clock: VirtualClock;
  let inner: FakeSpeechToText;
  let stt: CachedSpeechToText;
  let transcripts: Transcript[];
  let failures: VoiceError[];

  beforeEach(() => {
    clock = new VirtualClock();
    inner = new FakeSpeechToText(clock, 500);
    stt = new CachedSpeechToText(inner, openCaches(clock));
    transcripts = [];
    failures = [];
  });

  const open = (whole = false, phrases: readonly string[] = []): Recognition =>
    stt.open(
      { language: 'en-US', sampleRate: 16_000, phrases, whole },
      { transcript: heard => transcripts.push(heard), failed: error => failures.push(error) },
      testScope().scope,
    );

  /** Frames are lent: what is written next stands in the same memory. */
  function say(recognition: Recognition, pcm: Int16Array, from = 0): void {
    const lent = new Int16Array(320);
    for (let at = 0; at + 320 <= pcm.length; at += 320) {
      lent.set(pcm.subarray(at, at + 320));
      recognition.write({ pcm: lent, sampleRate: 16_000, at: from + at / 16 });
    }
    lent.fill(7);
    recognition.endUtterance();
  }

  const finals = (): Transcript[] => transcripts.filter(({ type }) => type === 'final');

  async function heardOnce(text: string, whole = false): Promise<Transcript> {
    inner.texts.push(text);
    const recognition = open(whole);
    say(recognition, sound(1), 1000);
    await clock.run(600);
    recognition.close();
    const [final] = finals();
    transcripts = [];
    return final!;
  }

  describe('of a line', () => {
    it('has the words as soon as the utterance has ended, and once', async () => {
      const first = await heardOnce('hello');
      inner.texts.push('something else');
      const recognition = open();
      say(recognition, sound(2));
      await clock.run(600);
      say(recognition, sound(1), 4000);
      await clock.run(0);
      expect(finals()).toMatchObject([
        { text: 'something else', utterance: 0 },
        { text: 'hello', utterance: 1, startMs: 4000, last: true },
      ]);
      expect(finals()[1]).toMatchObject({ endMs: 3000 + (first as { endMs: number }).endMs });
      await clock.run(1000);
      expect(finals()).toHaveLength(2);
    });

    it('lets the recogniser listen all the time', async () => {
      await heardOnce('hello');
      const recognition = open();
      say(recognition, sound(1));
      await clock.run(600);
      inner.texts.push('goodbye');
      say(recognition, sound(2), 2000);
      await clock.run(600);
      expect(inner.last.frames.map(frames => frames.length)).toEqual([25, 25]);
      expect(finals()).toMatchObject([{ text: 'hello' }, { text: 'goodbye', utterance: 1, startMs: 2000 }]);
    });

    it('passes guesses on, but not after the words are known', async () => {
      await heardOnce('hello');
      const recognition = open();
      inner.last.partial('hel');
      say(recognition, sound(1));
      await clock.run(0);
      inner.last.utterance = 0;
      inner.last.partial('yellow');
      expect(transcripts.map(({ type, text }) => [type, text])).toEqual([
        ['partial', 'hel'],
        ['final', 'hello'],
      ]);
    });

    it('leaves it at words that were told already', async () => {
      const caches = openCaches(clock);
      stt = new CachedSpeechToText(inner, caches);
      await heardOnce('hello');
      stt = new CachedSpeechToText(new AtOnce(clock), caches);
      say(open(), sound(1));
      await clock.run(0);
      expect(finals()).toMatchObject([{ text: 'at once' }]);
    });

    it('says nothing when it is closed before', async () => {
      await heardOnce('hello');
      const recognition = open();
      say(recognition, sound(1));
      recognition.close();
      await clock.run(600);
      expect(transcripts).toEqual([]);
    });
  });

  describe('of a clip', () => {
    it('does not reach the recogniser where it is known', async () => {
      await heardOnce('hello', true);
      const opened = inner.opened.length;
      const recognition = open(true);
      say(recognition, sound(1));
      await clock.run(0);
      expect(finals()).toMatchObject([{ text: 'hello', utterance: 0, startMs: 0, last: true }]);
      expect(inner.opened).toHaveLength(opened);
      inner.texts.push('new');
      say(recognition, sound(3), 500);
      await clock.run(600);
      expect(finals()[1]).toMatchObject({ text: 'new', utterance: 1 });
      recognition.close();
      expect(inner.last.closed).toBe(true);
    });

    it('is given whole to the recogniser where it is not', async () => {
      expect(await heardOnce('hello', true)).toMatchObject({ text: 'hello', utterance: 0 });
      expect(inner.last.frames).toEqual([Array.from({ length: 25 }, (_, i) => 1000 + i * 20)]);
    });

    it('is not asked for once nobody waits', async () => {
      const recognition = open(true);
      say(recognition, sound(1));
      recognition.close();
      await clock.run(600);
      expect(inner.opened).toEqual([]);
    });
  });

  it.each([
    ['other sound', (): void => say(open(), sound(2))],
    ['other phrases', (): void => say(open(false, ['hello']), sound(1))],
  ])('asks anew for %s', async (_, again) => {
    await heardOnce('hello');
    again();
    await clock.run(0);
    expect(finals()).toEqual([]);
  });

  it('keeps nothing where nothing was understood', async () => {
    await heardOnce('');
    say(open(), sound(1));
    await clock.run(0);
    expect(finals()).toEqual([]);
  });

  it('tells that the recogniser failed, and nothing after that', async () => {
    await heardOnce('hello');
    const recognition = open();
    inner.last.fail(new ProviderError('fake', 'transient', 'gone'));
    say(recognition, sound(1));
    await clock.run(600);
    expect(failures).toHaveLength(1);
    expect(transcripts).toEqual([]);
  });
});
