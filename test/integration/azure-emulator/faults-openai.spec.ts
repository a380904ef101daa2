import {
  APIConnectionError,
  APIUserAbortError,
  AzureOpenAI,
  InternalServerError,
  RateLimitError,
} from 'openai';
import type { APIError } from 'openai';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import type { Fault } from '../../../apps/azure-emulator/src/faults/fault';
import { until } from './support/until';

const hello = {
  model: 'gpt',
  messages: [{ role: 'user' as const, content: 'Hello, who is there, please?' }],
};

/** What the unmodified SDK makes of each fault; the adapters build on this table. */
describe('Azure OpenAI that misbehaves, as the SDK shows it', () => {
  let emulator: AzureEmulator;
  let client: AzureOpenAI;
  beforeAll(async () => {
    emulator = await AzureEmulator.start({ voice: 'silence', settings: instant });
    client = new AzureOpenAI({
      endpoint: emulator.openAiEndpoint,
      apiKey: 'key',
      apiVersion: '2024-10-21',
      deployment: 'gpt',
      maxRetries: 0,
      logLevel: 'off',
    });
  });
  afterEach(() => emulator.control.reset());
  afterAll(() => emulator.close());

  const inject = (fault: Fault, rule: object = {}): void =>
    void emulator.control.inject({ service: 'chat', fault, ...rule });

  const failure = (asked: Promise<unknown>): Promise<unknown> =>
    asked.then(
      () => {
        throw new Error('that should have failed');
      },
      (error: unknown) => error,
    );

  /** What came of a stream, and how it ended. */
  const streamed = async (
    options: object = {},
  ): Promise<{ text: string; finish: string | null; error: unknown }> => {
    let text = '';
    let finish: string | null = null;
    try {
      for await (const { choices } of await client.chat.completions.create(
        { ...hello, stream: true },
        options,
      )) {
        text += choices[0]?.delta.content ?? '';
        finish = choices[0]?.finish_reason ?? finish;
      }
    } catch (error) {
      return { text, finish, error };
    }
    return { text, finish, error: null };
  };

  it('429 with Retry-After: an error that says when, in seconds and in milliseconds', async () => {
    inject({ kind: 'status', status: 429, retryAfter: 7 });
    const error = (await failure(client.chat.completions.create(hello))) as RateLimitError;
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ status: 429, code: '429' });
    expect(error.headers.get('retry-after')).toBe('7');
    expect(error.headers.get('retry-after-ms')).toBe('7000');
  });

  it('429 with Retry-After, where the SDK may try again: it comes back by itself', async () => {
    inject({ kind: 'status', status: 429, retryAfter: 0.05 });
    const { choices } = await client.chat.completions.create(hello, { maxRetries: 1 });
    expect(choices).toHaveLength(1);
    expect(emulator.control.stats().requests).toBeGreaterThanOrEqual(2);
  });

  it('429 without Retry-After: an error that does not say when', async () => {
    inject({ kind: 'status', status: 429 });
    const error = (await failure(client.chat.completions.create(hello))) as RateLimitError;
    expect(error.headers.get('retry-after')).toBeNull();
  });

  it('a quota that runs out after so many requests, for good', async () => {
    inject({ kind: 'status', status: 429, code: 'insufficient_quota' }, { after: 2, times: 0 });
    for (let i = 0; i < 2; i++) await client.chat.completions.create(hello);
    for (let i = 0; i < 3; i++)
      expect(await failure(client.chat.completions.create(hello))).toMatchObject({
        code: 'insufficient_quota',
      });
  });

  it.each([
    [500, 'InternalServerError'],
    [503, 'ServiceUnavailable'],
  ])('%i: an error with the code %s', async (status, code) => {
    inject({ kind: 'status', status });
    const error = await failure(client.chat.completions.create(hello));
    expect(error).toBeInstanceOf(InternalServerError);
    expect(error).toMatchObject({ status, code });
  });

  it('an outage by the clock strikes only in its time', async () => {
    inject({ kind: 'status', status: 503 }, { times: 0, during: [[0, 60_000]] });
    expect(await failure(client.chat.completions.create(hello))).toMatchObject({ status: 503 });
    emulator.control.reset();
    inject({ kind: 'status', status: 503 }, { times: 0, during: [[60_000, 120_000]] });
    expect((await client.chat.completions.create(hello)).choices).toHaveLength(1);
  });

  it('a prompt that the content filter does not let through', async () => {
    inject({ kind: 'content-filter', at: 'prompt' });
    const error = (await failure(client.chat.completions.create(hello))) as APIError;
    expect(error).toMatchObject({ status: 400, code: 'content_filter', param: 'prompt' });
    expect(error.error).toMatchObject({ innererror: { code: 'ResponsibleAIPolicyViolation' } });
  });

  it('a completion that the content filter cuts off, streamed or whole', async () => {
    inject({ kind: 'content-filter', at: 'completion' }, { times: 2 });
    const { text, finish } = await streamed();
    expect(finish).toBe('content_filter');
    expect('You said: Hello, who is there, please?'.startsWith(text)).toBe(true);
    const whole = await client.chat.completions.create(hello);
    expect(whole.choices[0]).toMatchObject({
      finish_reason: 'content_filter',
      content_filter_results: { violence: { filtered: true } },
    });
  });

  it('a connection that is refused', async () => {
    inject({ kind: 'refuse' });
    expect(await failure(client.chat.completions.create(hello))).toBeInstanceOf(APIConnectionError);
  });

  it('no answer at all: only the client can end it', async () => {
    inject({ kind: 'hang' });
    const abort = new AbortController();
    const asked = failure(client.chat.completions.create(hello, { signal: abort.signal }));
    await until(() => emulator.control.log({ event: 'received' }).length === 1);
    abort.abort();
    expect(await asked).toBeInstanceOf(APIUserAbortError);
    await until(() => emulator.control.log({ event: 'closed' }).length === 1);
  });

  it('a stream that stalls: what came, then nothing until the client ends it', async () => {
    inject({ kind: 'stall', messages: 5 });
    const abort = new AbortController();
    const { signal } = abort;
    const asked = streamed({ signal });
    await until(() => emulator.control.log({ event: 'sent' }).length === 1);
    setImmediate(() => abort.abort());
    expect((await asked).finish).toBeNull();
  });

  it('a stream that is closed too early ends like any other: without a reason, without an error', async () => {
    inject({ kind: 'close', code: 1000, messages: 5 });
    const { text, finish, error } = await streamed();
    expect({ finish, error }).toEqual({ finish: null, error: null });
    expect(text).toBe('You said:');
  });

  it('a stream whose connection is cut fails', async () => {
    inject({ kind: 'cut', messages: 5 });
    const { error } = await streamed();
    expect(String(error)).toMatch(/terminated|socket|closed/i);
  });

  it.each([
    ['truncated', { kind: 'truncate', messages: 4 }],
    ['garbage', { kind: 'garbage', messages: 4 }],
  ] as const)('a stream with an event that is %s fails as bad JSON', async (_, fault) => {
    inject(fault);
    const { text, error } = await streamed();
    expect('You said: Hello, who is there, please?'.startsWith(text)).toBe(true);
    expect(error).toBeInstanceOf(SyntaxError);
  });

  it('a body that is truncated fails as bad JSON too', async () => {
    inject({ kind: 'truncate' });
    expect(await failure(client.chat.completions.create(hello))).toBeInstanceOf(SyntaxError);
  });

  it('dripping and late tokens: the same words', async () => {
    inject({ kind: 'drip', bytesPerSecond: 100_000 });
    inject({ kind: 'delay', stage: 'ai-first', ms: 30 });
    inject({ kind: 'delay', stage: 'ai-token', ms: { kind: 'normal', mean: 2, deviation: 1 } }, { times: 0 });
    expect(await streamed()).toEqual({
      text: 'You said: Hello, who is there, please?',
      finish: 'stop',
      error: null,
    });
  });

  it('strikes embeddings too', async () => {
    emulator.control.inject({ service: 'embeddings', fault: { kind: 'status', status: 429, retryAfter: 1 } });
    expect(await failure(client.embeddings.create({ model: 'gpt', input: 'hi' }))).toMatchObject({
      status: 429,
    });
    expect((await client.embeddings.create({ model: 'gpt', input: 'hi' })).data).toHaveLength(1);
  });
});
