import { tts } from '@app/cache';
import type { KeyOf, SpokenSentence } from '@app/cache';
import type { RedisClients } from '@app/redis';
import { openCaches } from './instance';

/** Three seconds of speech. */
const RATE = 16_000;
const SECONDS = 3;

const recipe = (text: string): KeyOf<typeof tts> => ({
  provider: 'azure',
  variant: 'en-US-AvaMultilingualNeural',
  language: 'en-US',
  voice: null,
  sampleRate: RATE,
  quality: 'full',
  text,
});

const sentence = (): SpokenSentence => ({
  sampleRate: RATE,
  pcm: Int16Array.from({ length: RATE * SECONDS }, (_, i) => 8000 * Math.sin(i / 10)),
  words: Array.from({ length: 10 }, (_, i) => ({ text: `word${i}`, startMs: i * 300, endMs: i * 300 + 280 })),
});

const SENTENCES = 100;
const BATCHES = 2000;

/** µs of one lookup in memory, its key included: the mean of each batch of a hundred. */
export async function lookUpInMemory(): Promise<number[]> {
  const cache = openCaches().of(tts);
  const recipes = Array.from({ length: SENTENCES }, (_, i) => recipe(`How may I help you today? ${i}`));
  for (const each of recipes) await cache.keep(cache.keyOf(each), sentence());
  const times: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    const begun = performance.now();
    for (const each of recipes) await cache.fromMemory(cache.keyOf(each));
    times.push(((performance.now() - begun) * 1000) / recipes.length);
  }
  // The first ones are spent on warming up.
  return times.slice(BATCHES / 10);
}

const LOOKUPS = 2000;

/** ms of one lookup in Redis, which gives three seconds of sound; one that was given up counts as endless. */
export async function lookUpInRedis(redis: RedisClients): Promise<number[]> {
  const cache = openCaches(redis).of(tts);
  const key = cache.keyOf(recipe('How may I help you today?'));
  await cache.keep(key, sentence());
  while ((await redis.commands.exists(redis.key('cache', key))) === 0) await redis.commands.ping();
  const times: number[] = [];
  for (let i = 0; i < LOOKUPS; i++) {
    const begun = performance.now();
    const found = await cache.fromShared(key);
    times.push(found ? performance.now() - begun : Infinity);
  }
  return times.slice(LOOKUPS / 10);
}

export interface Churn {
  readonly entered: number;
  readonly enteredMb: number;
  /** The most that was held at any time, and what may be held. */
  readonly peakMb: number;
  readonly maxMb: number;
  /** By how much the process grew. */
  readonly rssMb: number;
}

const MB = 1024 * 1024;
const CHURN = 6000;

/** Memory while far more goes through the caches than they hold. */
export async function churn(): Promise<Churn> {
  const caches = openCaches();
  const cache = caches.of({ ...tts, entries: () => 100_000 });
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let [peak, entered, rss] = [0, 0, 0];
  for (let i = 0; i < CHURN; i++) {
    const pcm = new Int16Array(RATE / 2 + ((i * 7919) % (RATE * 4)));
    entered += pcm.byteLength;
    await cache.keep(cache.keyOf(recipe(`Sentence ${i}.`)), { sampleRate: RATE, pcm, words: [] });
    const { bytes } = caches.stats();
    peak = Math.max(peak, bytes);
    if (i % 500 === 499) {
      globalThis.gc?.();
      rss = Math.max(rss, process.memoryUsage().rss - before);
    }
  }
  return {
    entered: CHURN,
    enteredMb: entered / MB,
    peakMb: peak / MB,
    maxMb: caches.stats().maxBytes / MB,
    rssMb: rss / MB,
  };
}
