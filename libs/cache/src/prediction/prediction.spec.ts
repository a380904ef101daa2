import { Configuration } from '@app/config';
import { defaultSettings, unhurried } from '@app/core';
import type { ReplyRequest, SynthesisRequest } from '@app/core';
import { FakeReplyEngine, FakeTextToSpeech, VirtualClock, collect, testScope } from '@app/testing';
import { openCaches } from '../cache.spec-kit';
import { CacheSettings } from '../cache-settings';
import { CachedReplyEngine } from '../replies/cached-reply-engine';
import { CachedTextToSpeech } from '../speech/cached-text-to-speech';
import { Prediction } from './prediction';

const sentence = (text: string): SynthesisRequest => ({
  text,
  language: 'en-US',
  voice: 'anna',
  sampleRate: 8000,
});

const asked: ReplyRequest = {
  ...unhurried,
  turn: 1,
  input: { kind: 'text', text: 'Hello' },
  history: [],
  settings: defaultSettings,
};

describe('prediction', () => {
  let clock: VirtualClock;
  let inner: FakeTextToSpeech;
  let speech: CachedTextToSpeech;
  let replies: CachedReplyEngine;
  let prediction: Prediction;
  let log: string[];

  function begin(environment: Readonly<Record<string, string>> = {}): void {
    clock = new VirtualClock();
    inner = new FakeTextToSpeech(clock);
    const caches = openCaches(clock);
    speech = new CachedTextToSpeech(inner, caches);
    const engine = Object.assign(new FakeReplyEngine(clock), { likelyNext: () => ['Yes.No.', 'Perhaps.'] });
    replies = new CachedReplyEngine(engine, caches);
    log = [];
    prediction = new Prediction({
      clock,
      settings: Configuration.load([CacheSettings], environment).get(CacheSettings),
      speech,
      replies,
      common: null,
      sentencesIn: text => text.match(/[^.]+[.]/g) ?? [],
      log: message => log.push(message),
    });
  }

  beforeEach(() => begin());
  afterEach(() => prediction.close());

  const made = (): string[] => inner.requests.map(({ text }) => text);

  it('has common sentences ready after the start, a few a second, and says so', async () => {
    prediction.start(Array.from({ length: 8 }, (_, i) => sentence(`Sentence ${i}.`)));
    await clock.run(1000);
    expect(made()).toEqual(['Sentence 0.', 'Sentence 1.', 'Sentence 2.', 'Sentence 3.']);
    expect(prediction.stats().preloaded).toEqual({ wanted: 8, made: 4, failed: 0, left: 4 });
    await clock.run(1000);
    expect(prediction.stats().preloaded.left).toBe(0);
    expect(log).toEqual([
      '8 sentences are being made ready',
      '8 sentences are ready before anybody asks for them',
    ]);
    await collect(speech.synthesize(sentence('Sentence 5.'), testScope().scope));
    expect(made()).toHaveLength(8);
    expect(clock.active).toBe(0);
  });

  it('goes on where one cannot be made', async () => {
    inner.failure = new Error('no');
    prediction.start([sentence('One.'), sentence('Two.')]);
    await clock.run(300);
    inner.failure = null;
    await clock.run(300);
    expect(prediction.stats().preloaded).toMatchObject({ made: 1, failed: 1, left: 0 });
    expect(log.at(-1)).toBe('1 sentences are ready before anybody asks for them, 1 could not be made');
  });

  it('makes nothing ahead while a call waits for a sentence of its own', async () => {
    inner.delayMs = 2000;
    prediction.start([sentence('Ahead.')]);
    const heard = collect(speech.synthesize(sentence('Wanted now.'), testScope().scope));
    await clock.run(1900);
    expect(made()).toEqual(['Wanted now.']);
    await clock.run(3000);
    await heard;
    expect(made()).toEqual(['Wanted now.', 'Ahead.']);
  });

  it('has the likely next answers ready in the voice of the call', async () => {
    prediction.start([]);
    const { scope } = testScope();
    await collect(replies.reply(asked, scope));
    await clock.run(1000);
    expect(made()).toEqual([]);
    await collect(speech.synthesize(sentence('Hello.'), scope));
    await collect(replies.reply(asked, scope));
    await clock.run(1000);
    expect(inner.requests.slice(1)).toEqual([sentence('Yes.'), sentence('No.'), sentence('Perhaps.')]);
    await prediction.close();
    expect(clock.active).toBe(0);
  });

  it('has a greeting ready that is about to be wanted', async () => {
    prediction.expect(sentence('Welcome.'));
    await clock.run(0);
    await collect(speech.synthesize(sentence('Welcome.'), testScope().scope));
    expect(made()).toEqual(['Welcome.']);
  });

  it('can be switched off', async () => {
    begin({ CACHE_PRELOADING_ENABLED: 'false', ENABLE_PREDICTIVE_CACHING: 'false' });
    prediction.start([sentence('Ahead.')]);
    prediction.expect(sentence('Welcome.'));
    const { scope } = testScope();
    await collect(speech.synthesize(sentence('Hello.'), scope));
    await collect(replies.reply(asked, scope));
    await clock.run(2000);
    expect(made()).toEqual(['Hello.']);
  });
});
