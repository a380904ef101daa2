import OpenAI, { APIError, AzureOpenAI } from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import { until } from './support/until';

const hello = { model: 'gpt', messages: [{ role: 'user' as const, content: 'Hello, who is there?' }] };

const endCall = {
  type: 'function' as const,
  function: { name: 'end_call', parameters: { type: 'object', properties: { reason: { type: 'string' } } } },
};

describe('The OpenAI SDK talks to the emulator', () => {
  let emulator: AzureEmulator;
  let client: AzureOpenAI;
  beforeAll(async () => {
    emulator = await AzureEmulator.start({
      voice: 'silence',
      settings: instant,
      keys: ['right'],
      deployments: ['gpt'],
    });
    client = azure();
  });
  afterEach(() => emulator.control.reset());
  afterAll(() => emulator.close());

  const azure = (options: object = {}): AzureOpenAI =>
    new AzureOpenAI({
      endpoint: emulator.openAiEndpoint,
      apiKey: 'right',
      apiVersion: '2024-10-21',
      deployment: 'gpt',
      maxRetries: 0,
      ...options,
    });

  const failure = async (asked: Promise<unknown>): Promise<APIError> => {
    try {
      await asked;
    } catch (error) {
      if (error instanceof APIError) return error;
      throw error;
    }
    throw new Error('that should have failed');
  };

  it('a whole completion, with usage and what the content filter thinks', async () => {
    const completion = await client.chat.completions.create(hello);
    expect(completion.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { role: 'assistant', content: 'You said: Hello, who is there?' },
      content_filter_results: { violence: { filtered: false, severity: 'safe' } },
    });
    expect(completion.usage!.total_tokens).toBe(
      completion.usage!.prompt_tokens + completion.usage!.completion_tokens,
    );
    expect(completion).toHaveProperty('prompt_filter_results');
  });

  it('a stream, of which the first chunk has no choices and the last the usage', async () => {
    const stream = await client.chat.completions.create({
      ...hello,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks[0]!.choices).toEqual([]);
    expect(chunks[0]).toHaveProperty('prompt_filter_results');
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(
      'You said: Hello, who is there?',
    );
    expect(chunks.at(-2)!.choices[0]!.finish_reason).toBe('stop');
    expect(chunks.at(-1)!.usage!.completion_tokens).toBeGreaterThan(3);
  });

  it('the list of models, to who has a key', async () => {
    const names = async (asked: OpenAI): Promise<string[]> =>
      (await asked.models.list()).data.map(({ id }) => id);
    expect(await names(client)).toEqual(['gpt']);
    const baseURL = `${emulator.openAiEndpoint}/v1`;
    expect(await names(new OpenAI({ baseURL, apiKey: 'right' }))).toEqual(['gpt']);
    expect((await failure(azure({ apiKey: 'wrong' }).models.list())).status).toBe(401);
  });

  it('replies by a script, in the order of the conversation', async () => {
    emulator.control.replyBy({ kind: 'script', replies: ['First.', 'Second.'] });
    const say = async (messages: ChatCompletionCreateParamsNonStreaming['messages']) =>
      (await client.chat.completions.create({ model: 'gpt', messages })).choices[0]!.message.content;
    expect(await say([{ role: 'user', content: 'a' }])).toBe('First.');
    expect(
      await say([
        { role: 'assistant', content: 'First.' },
        { role: 'user', content: 'b' },
      ]),
    ).toBe('Second.');
  });

  it('calls a tool by a rule, streamed in pieces, and speaks once it has the result', async () => {
    emulator.control.replyBy({
      kind: 'rules',
      rules: [
        {
          when: '\\bbye\\b',
          say: 'Farewell.',
          call: { name: 'end_call', arguments: { reason: 'said bye' } },
        },
      ],
      otherwise: 'Go on.',
    });
    const messages = [{ role: 'user' as const, content: 'Bye!' }];
    const stream = await client.chat.completions.create({
      model: 'gpt',
      messages,
      tools: [endCall],
      stream: true,
    });
    let name = '';
    let args = '';
    let finish: string | null = null;
    for await (const { choices } of stream) {
      const call = choices[0]?.delta.tool_calls?.[0];
      name += call?.function?.name ?? '';
      args += call?.function?.arguments ?? '';
      finish = choices[0]?.finish_reason ?? finish;
    }
    expect({ name, args: JSON.parse(args) as object, finish }).toEqual({
      name: 'end_call',
      args: { reason: 'said bye' },
      finish: 'tool_calls',
    });
    const without = await client.chat.completions.create({ model: 'gpt', messages });
    expect(without.choices[0]!.message).toMatchObject({ content: 'Farewell.' });
    const after = await client.chat.completions.create({
      model: 'gpt',
      tools: [endCall],
      messages: [
        ...messages,
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'c1', type: 'function', function: { name, arguments: args } }],
        },
        { role: 'tool', tool_call_id: 'c1', content: 'done' },
      ],
    });
    expect(after.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'Farewell.' } });
  });

  it('cuts off at the most tokens that are allowed', async () => {
    const { choices } = await client.chat.completions.create({ ...hello, max_completion_tokens: 2 });
    expect(choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'You said' } });
  });

  it.each([
    ['a wrong key', () => azure({ apiKey: 'wrong' }), 401, '401'],
    ['a version that never was', () => azure({ apiVersion: '2019-01-01' }), 404, '404'],
    ['a deployment that there is not', () => azure({ deployment: 'gtp' }), 404, 'DeploymentNotFound'],
  ] as const)('turns away %s', async (_, wrong, status, code) => {
    const error = await failure(wrong().chat.completions.create(hello));
    expect(error).toMatchObject({ status, code });
  });

  it('turns away what is no request', async () => {
    const error = await failure(client.chat.completions.create({ model: 'gpt', messages: [] }));
    expect(error).toMatchObject({ status: 400, type: 'invalid_request_error', param: 'messages' });
    const usage = { ...hello, stream_options: { include_usage: true } };
    expect((await failure(client.chat.completions.create(usage))).param).toBe('stream_options');
  });

  it('takes an Entra token, and the paths of other servers', async () => {
    const entra = new AzureOpenAI({
      endpoint: emulator.openAiEndpoint,
      azureADTokenProvider: async () => 'right',
      apiVersion: '2024-10-21',
      deployment: 'gpt',
    });
    expect((await entra.chat.completions.create(hello)).choices).toHaveLength(1);
    for (const base of ['/v1', '/openai/v1']) {
      const plain = new OpenAI({ apiKey: 'right', baseURL: `${emulator.openAiEndpoint}${base}` });
      expect((await plain.chat.completions.create(hello)).model).toBe('gpt');
    }
  });

  it('embeds texts so that like ones are near each other', async () => {
    const { data, usage } = await client.embeddings.create({
      model: 'gpt',
      input: ['my car insurance', 'the car insurance', 'a nice day'],
    });
    const dot = (a: number, b: number): number =>
      data[a]!.embedding.reduce((sum, value, i) => sum + value * data[b]!.embedding[i]!, 0);
    expect(data[0]!.embedding).toHaveLength(1536);
    expect(dot(0, 0)).toBeCloseTo(1, 4);
    expect(dot(0, 1)).toBeGreaterThan(dot(0, 2) + 0.3);
    expect(usage.prompt_tokens).toBeGreaterThan(5);
    const floats = await client.embeddings.create({
      model: 'gpt',
      input: 'hi',
      dimensions: 8,
      encoding_format: 'float',
    });
    expect(floats.data[0]!.embedding).toHaveLength(8);
  });

  it('stops when the client does not want it any more', async () => {
    emulator.control.change({ aiTokenMs: 50 });
    const stream = await client.chat.completions.create({ ...hello, stream: true });
    for await (const { choices } of stream) if (choices[0]?.delta.content) break;
    await until(() => emulator.control.log({ service: 'chat', event: 'closed' }).length > 0);
    expect(emulator.control.log({ service: 'chat', event: 'closed' })[0]!.detail).toMatchObject({
      finished: false,
    });
  });

  it('and the log tells what was sent, without the key', async () => {
    await client.chat.completions.create({ ...hello, temperature: 0.2 });
    const [received] = emulator.control.log({ service: 'chat', event: 'received' });
    expect(received!.detail).toMatchObject({
      path: '/openai/deployments/gpt/chat/completions',
      query: { 'api-version': '2024-10-21' },
      body: { temperature: 0.2, messages: hello.messages },
      headers: { 'api-key': '***' },
    });
  });
});
