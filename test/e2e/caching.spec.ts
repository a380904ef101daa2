import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatWav } from '@app/audio';
import type { CallClient } from '@app/client';
import { RedisServer } from '@app/testing';
import { CallerVoice } from './support/caller-voice';
import { Service } from './support/service';

const GREETING = 'Hello, this is the assistant of somebody who cannot come to the telephone at the moment.';

interface Counts {
  readonly entries: number;
  readonly hits: { readonly memory: number; readonly redis: number };
  readonly misses: { readonly memory: number };
}

interface Stats {
  readonly namespaces: Readonly<Record<'stt' | 'ai' | 'tts' | 'profile', Counts>>;
  readonly redis: 'none' | { readonly status: string; readonly used: boolean };
  readonly preloaded: { readonly wanted: number; readonly made: number; readonly failed: number };
}

const statsOf = async (service: Service): Promise<Stats> => {
  const { body } = await service.get('/health');
  return (body as { details: { cacheStats: Stats } }).details.cacheStats;
};

async function until(service: Service, holds: (stats: Stats) => boolean): Promise<void> {
  while (!holds(await statsOf(service))) await new Promise(resolve => setTimeout(resolve, 50));
}

const greeting = (call: CallClient): Promise<{ data: { text: string; source: string } }> =>
  call.next('ai_response', ({ data }) => data.text === GREETING);

describe('what was said before', () => {
  it('is heard by the next call without being made again, and cut off where the caller wants it', async () => {
    const service = await Service.start({ CALL_GREETING: GREETING });
    try {
      const first = await service.call();
      await greeting(first);
      await until(service, ({ namespaces }) => namespaces.tts.entries > 0);
      await first.end();
      const before = await statsOf(service);
      expect(before.redis).toBe('none');
      const second = await service.call();
      const cleared = second.next('audio_clear');
      expect((await greeting(second)).data.source).toBe('script');
      expect((await statsOf(service)).namespaces.tts.hits.memory).toBe(before.namespaces.tts.hits.memory + 1);
      second.interrupt();
      // All of it takes five seconds.
      expect((await cleared).data.heardMs).toBeLessThan(4000);
      await second.end();
      const { body } = await service.get('/metrics');
      expect(body).toMatch(/realtime_cache_hits_total\{level="memory",namespace="tts"\} [1-9]/);
      expect(body).toMatch(/realtime_cache_size_bytes\{level="memory",namespace="tts"\} [1-9]/);
      expect(body).toMatch(/realtime_cache_size_entries\{level="memory",namespace="ai"\} 0/);
    } finally {
      await service.stop();
    }
  });

  it('is answered without asking the model again, and the report says so', async () => {
    let asked = 0;
    const model = createServer((_, response) => {
      asked++;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const delta of [{ content: 'We open at nine. ' }, { content: 'Anything else?' }]) {
        const chunk = {
          object: 'chat.completion.chunk',
          choices: [{ index: 0, delta, finish_reason: null }],
        };
        response.write(`data: ${JSON.stringify(chunk)}\n\n`);
      }
      const end = {
        object: 'chat.completion.chunk',
        choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
      };
      response.end(`data: ${JSON.stringify(end)}\n\ndata: [DONE]\n\n`);
    });
    await new Promise<void>(resolve => model.listen(0, '127.0.0.1', resolve));
    const { port } = model.address() as AddressInfo;
    const service = await Service.start({
      AI_PROVIDER: 'openai',
      OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
      OPENAI_MODEL: 'test',
      OPENAI_API_KEY: 'test',
      // No opener, which has the source `cache` too.
      TARGET_TOTAL_PIPELINE_LATENCY: '20000',
    });
    try {
      const told: unknown[] = [];
      for (let i = 0; i < 2; i++) {
        const call = await service.call();
        const answers = [call.next('ai_response'), call.next('ai_response', ({ data }) => data.isLast)];
        call.text('When do you open?');
        const [first, last] = await Promise.all(answers);
        const ended = call.next('session_ended');
        await call.end();
        const { cacheHits } = (await ended).data.report;
        told.push([first!.data.text, last!.data.text, first!.data.source, cacheHits]);
      }
      expect(told).toEqual([
        ['We open at nine.', 'Anything else?', 'model', 0],
        ['We open at nine.', 'Anything else?', 'cache', 2],
      ]);
      expect(asked).toBe(1);
    } finally {
      await service.stop();
      model.close();
    }
  });

  it('is understood at once in a clip that is sent again', async () => {
    const [service, voice] = await Promise.all([Service.start(), CallerVoice.create()]);
    try {
      const pcm = await voice.say('hello i am calling about your car insurance');
      const audioData = Buffer.from(formatWav([pcm], 16_000)).toString('base64');
      const answers: unknown[] = [];
      for (let i = 0; i < 2; i++) {
        const response = await service.post('/process/audio', { callId: `clip-${i}`, audioData });
        const { transcript, reply, audioData: sound } = (await response.json()) as Record<string, unknown>;
        answers.push({ transcript, reply, sound });
      }
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[0]).toMatchObject({ transcript: 'hello i am calling about your car insurance' });
      const { stt, tts } = (await statsOf(service)).namespaces;
      expect([stt.hits.memory, stt.misses.memory]).toEqual([1, 1]);
      expect(tts.hits.memory).toBeGreaterThan(0);
    } finally {
      await Promise.all([service.stop(), voice.close()]);
    }
  });

  it('is made ready before the first call, and shared with other instances', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'preload-'));
    const file = join(folder, 'sentences.txt');
    writeFileSync(
      file,
      '# what we say most\nWe are open from nine to five.\n\n[en-GB] We are closed on Sundays.\n',
    );
    const redis = await RedisServer.start();
    const environment = { CALL_GREETING: GREETING, REDIS_URL: redis.url };
    const preloading = {
      ...environment,
      CACHE_PRELOADING_ENABLED: 'true',
      CACHE_PRELOAD_FILE: file,
      CACHE_PRELOAD_PER_SECOND: '50',
    };
    const one = await Service.start(preloading);
    try {
      await until(one, ({ preloaded }) => preloaded.made >= 3);
      const { preloaded, redis: state } = await statsOf(one);
      expect(preloaded.failed).toBe(0);
      expect(state).toMatchObject({ status: 'up', used: true });
      const two = await Service.start({ ...environment, ENABLE_PREDICTIVE_CACHING: 'false' });
      try {
        const call = await two.call({ audio: 'pcm16', rate: 16_000 });
        await greeting(call);
        expect((await statsOf(two)).namespaces.tts.hits.redis).toBe(1);
        await call.end();
      } finally {
        await two.stop();
      }
    } finally {
      await one.stop();
      await redis.close();
      await rm(folder, { recursive: true });
    }
  });

  it('is begun with what is known of the caller, who is asked for once', async () => {
    const asked: string[] = [];
    const users = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end(JSON.stringify({ greeting: 'Good evening, Ann.', language: 'en-GB' }));
    });
    await new Promise<void>(resolve => users.listen(0, '127.0.0.1', resolve));
    const { port } = users.address() as AddressInfo;
    const USER_MANAGEMENT_URL = `http://127.0.0.1:${port}/users`;
    const service = await Service.start({ USER_MANAGEMENT_URL, USER_PROFILE_TIMEOUT_MS: '5000' });
    try {
      for (let i = 0; i < 2; i++) {
        const call = await service.call();
        await call.next('ai_response', ({ data }) => data.text === 'Good evening, Ann.');
        await call.end();
      }
      expect(asked).toEqual(['/users/tester']);
    } finally {
      await service.stop();
      users.close();
    }
  });

  it('is nothing where it is switched off', async () => {
    const service = await Service.start({ CALL_GREETING: GREETING, CACHE_ENABLED: 'false' });
    try {
      const call = await service.call();
      await greeting(call);
      await call.end();
      const { namespaces } = await statsOf(service);
      expect(namespaces.tts).toMatchObject({ entries: 0, misses: { memory: 0 } });
    } finally {
      await service.stop();
    }
  });
});
