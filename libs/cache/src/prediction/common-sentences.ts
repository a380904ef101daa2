import { LRUCache } from 'lru-cache';
import type { CallId, Clock, Millis, SynthesisRequest } from '@app/core';
import type { RedisClients } from '@app/redis';

/** A sentence that was said in so many calls is nobody's own: only then are its words written down. */
const CALLS = 3;

const DAY_MS: Millis = 86_400_000;
const DAYS = 7;
/** What was said a day before counts so much of what is said today. */
const DECAY = 0.7;

/** Sentences of a day that are kept, and calls in one process that are remembered to tell which are common. */
const KEPT = 1000;
const WATCHED = 5000;

/** Which sentences are said in many calls, counted over the last days by all instances. */
export class CommonSentences {
  private readonly calls = new LRUCache<string, Set<CallId>>({ max: WATCHED });
  private readonly uncounted = new Map<string, number>();

  constructor(
    private readonly redis: RedisClients,
    private readonly clock: Clock,
  ) {}

  said(callId: CallId, { text, language, voice, sampleRate, encoding }: SynthesisRequest): void {
    const sentence = JSON.stringify({ text, language, voice, sampleRate, ...(encoding && { encoding }) });
    const calls = this.calls.get(sentence) ?? new Set<CallId>();
    this.calls.set(sentence, calls);
    if (calls.size < CALLS) calls.add(callId);
    if (calls.size >= CALLS) this.uncounted.set(sentence, (this.uncounted.get(sentence) ?? 0) + 1);
  }

  /** Tells the other instances. What cannot be told is not counted. */
  async flush(): Promise<void> {
    const counted = [...this.uncounted];
    this.uncounted.clear();
    if (counted.length === 0) return;
    const key = this.keyOf(0);
    const batch = this.redis.commands.pipeline();
    for (const [sentence, times] of counted) batch.zincrby(key, times, sentence);
    batch.zremrangebyrank(key, 0, -KEPT - 1);
    batch.pexpire(key, (DAYS + 1) * DAY_MS);
    await batch.exec().catch(() => undefined);
  }

  /** The most common ones of the last days, by what was said lately most of all. */
  async most(count: number): Promise<SynthesisRequest[]> {
    const score = new Map<string, number>();
    for (let ago = 0; ago < DAYS; ago++) {
      const day = await this.redis.commands
        .zrange(this.keyOf(ago), 0, KEPT, 'REV', 'WITHSCORES')
        .catch(() => []);
      for (let at = 0; at + 1 < day.length; at += 2) {
        const sentence = day[at]!;
        score.set(sentence, (score.get(sentence) ?? 0) + Number(day[at + 1]) * DECAY ** ago);
      }
    }
    return [...score]
      .sort(([, a], [, b]) => b - a)
      .slice(0, count)
      .flatMap(([sentence]) => readRequest(sentence) ?? []);
  }

  private keyOf(daysAgo: number): string {
    const day = new Date(this.clock.epoch() - daysAgo * DAY_MS).toISOString().slice(0, 10);
    return this.redis.key('cache', 'common', day);
  }
}

function readRequest(sentence: string): SynthesisRequest | null {
  try {
    const request = JSON.parse(sentence) as Partial<SynthesisRequest> | null;
    const { text, language, voice, sampleRate } = request ?? {};
    const isOurs = typeof text === 'string' && typeof language === 'string' && typeof sampleRate === 'number';
    return isOurs && (voice === null || typeof voice === 'string') ? (request as SynthesisRequest) : null;
  } catch {
    return null;
  }
}
