import { ProviderError } from '@app/core';
import type { Scope, SpeechPart, SynthesisRequest, TextToSpeech } from '@app/core';
import {
  FakeTextToSpeech,
  VirtualClock,
  collect,
  describeContract,
  testScope,
  textToSpeechContract,
} from '@app/testing';
import { openCaches } from '../cache.spec-kit';
import { CachedTextToSpeech } from './cached-text-to-speech';

const hello: SynthesisRequest = { text: 'Hello there.', language: 'en-US', voice: null, sampleRate: 16_000 };

describe('cached speech', () => {
  let clock: VirtualClock;
  let inner: FakeTextToSpeech;
  let tts: CachedTextToSpeech;

  beforeEach(() => {
    clock = new VirtualClock();
    inner = new FakeTextToSpeech(clock);
    tts = new CachedTextToSpeech(inner, openCaches(clock));
  });

  const speak = (
    patch: Partial<SynthesisRequest> = {},
    scope: Scope = testScope().scope,
  ): Promise<SpeechPart[]> => collect(tts.synthesize({ ...hello, ...patch }, scope));

  const soundOf = (parts: readonly SpeechPart[]): number[] =>
    parts.flatMap(part => (part.type === 'pcm' ? [...part.frame.pcm] : []));

  const wordsOf = (parts: readonly SpeechPart[]): SpeechPart[] => parts.filter(part => part.type === 'word');

  it('is the same sound with the same words, and synthesised once', async () => {
    const [first, second] = [await speak(), await speak()];
    expect(soundOf(second)).toEqual(soundOf(first));
    expect(wordsOf(second)).toEqual(wordsOf(first));
    expect(inner.requests).toHaveLength(1);
  });

  it('comes in pieces, each word before the sound it begins in', async () => {
    await speak({ text: 'One two three four five six.' });
    const parts = await speak({ text: 'One two three four five six.' });
    const sounds = parts.filter(part => part.type === 'pcm');
    expect(sounds.length).toBeGreaterThan(4);
    let at = 0;
    for (const part of parts) {
      if (part.type === 'pcm') at = part.frame.at + (part.frame.pcm.length * 1000) / part.frame.sampleRate;
      else if (part.type === 'word') expect(part.startMs).toBeGreaterThanOrEqual(at);
    }
  });

  it('belongs to whoever hears it: what he does to it, nobody else hears', async () => {
    const first = await speak();
    for (let i = 0; i < 2; i++) {
      for (const part of await speak()) if (part.type === 'pcm') part.frame.pcm.fill(0);
    }
    expect(soundOf(await speak())).toEqual(soundOf(first));
  });

  it.each<Partial<SynthesisRequest>>([
    { text: 'Hello here.' },
    { language: 'de-DE' },
    { voice: 'anna' },
    { sampleRate: 8000 },
    { encoding: 'mulaw' },
  ])('is another for %j', async patch => {
    await speak();
    await speak(patch);
    expect(inner.requests).toHaveLength(2);
  });

  it('does for every encoding of full quality, and is not made for one of them', async () => {
    await speak({ encoding: 'mp3' });
    await speak({ encoding: 'opus' });
    await speak({ encoding: 'pcm16' });
    expect(inner.requests).toEqual([hello]);
    await speak({ encoding: 'alaw' });
    expect(inner.requests[1]).toEqual({ ...hello, encoding: 'alaw' });
  });

  it('is made once for all who want it at the same time, and each hears all of it', async () => {
    inner.delayMs = 100;
    const all = Promise.all([speak(), speak(), speak()]);
    await clock.run(200);
    const [first, ...others] = await all;
    for (const other of others) expect(soundOf(other)).toEqual(soundOf(first));
    expect(inner.requests).toHaveLength(1);
  });

  it('goes on for the others when one is interrupted, and stops when all are', async () => {
    inner.delayMs = 100;
    const [one, two] = [testScope('one'), testScope('two')];
    const first = speak({}, one.scope).catch((error: unknown) => error);
    const second = speak({}, two.scope);
    await clock.run(40);
    one.abort();
    expect(await first).toBeInstanceOf(Error);
    await clock.run(100);
    expect(soundOf(await second).length).toBeGreaterThan(0);
    const left = testScope('left');
    const third = speak({ text: 'Nobody hears this.' }, left.scope).catch((error: unknown) => error);
    await clock.run(40);
    left.abort();
    await third;
    await clock.run(200);
    inner.delayMs = 0;
    await speak({ text: 'Nobody hears this.' });
    expect(inner.requests.map(({ text }) => text)).toEqual([
      hello.text,
      'Nobody hears this.',
      'Nobody hears this.',
    ]);
  });

  it('is not kept where it failed, nor where another voice stood in', async () => {
    inner.failure = new ProviderError('fake', 'transient', 'no');
    await expect(speak()).rejects.toBe(inner.failure);
    inner.failure = null;
    const stoodIn: TextToSpeech = {
      name: 'fake',
      health: () => ({ status: 'up' }),
      close: async () => undefined,
      synthesize: (request, scope) => {
        scope.servedBy?.('another');
        return inner.synthesize(request, scope);
      },
    };
    tts = new CachedTextToSpeech(stoodIn, openCaches(clock));
    await speak();
    await speak();
    expect(inner.requests).toHaveLength(3);
  });

  it('is not kept of who says that it is not worth it', async () => {
    tts = new CachedTextToSpeech(Object.assign(inner, { variant: null }), openCaches(clock));
    await speak();
    await speak();
    expect(inner.requests).toHaveLength(2);
  });

  it('is made anew in the background while it is getting old', async () => {
    await speak();
    clock.advance(6_500_000);
    await speak();
    await clock.run(0);
    expect(inner.requests).toHaveLength(2);
    clock.advance(1_000_000);
    await speak();
    expect(inner.requests).toHaveLength(2);
  });

  it('is ready where it was prepared, and prepared no more than once', async () => {
    const { signal } = testScope().scope;
    await tts.prepare(hello, signal);
    await tts.prepare(hello, signal);
    await speak();
    expect(inner.requests).toHaveLength(1);
  });

  it('tells who wants to know what calls hear', async () => {
    const heard: unknown[] = [];
    tts.watchedBy((callId, { text }) => heard.push([callId, text]));
    await speak({}, testScope('somebody').scope);
    await speak({}, testScope('another').scope);
    await tts.prepare({ ...hello, text: 'Ahead.' }, testScope().scope.signal);
    expect(heard).toEqual([
      ['somebody', hello.text],
      ['another', hello.text],
    ]);
  });
});

describeContract('cached speech, heard for the first time', textToSpeechContract, {
  make: async () => {
    const clock = new VirtualClock();
    return new CachedTextToSpeech(new FakeTextToSpeech(clock), openCaches(clock));
  },
});

const shared = openCaches(new VirtualClock());

describeContract('cached speech, heard again', textToSpeechContract, {
  make: async () => new CachedTextToSpeech(new FakeTextToSpeech(new VirtualClock()), shared),
});
