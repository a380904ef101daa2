import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { azureOpenAiReplies, openAiReplies } from '@app/ai';
import { Configuration, ProviderChoice } from '@app/config';
import { defaultSettings } from '@app/core';
import type { ReplyEngine } from '@app/core';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import { until } from '../azure-emulator/support/until';
import { azureMind, deployment, hasty, tell, underWay } from './support/chat-engine';

describe('Azure OpenAI as a reply engine', () => {
  let emulator: AzureEmulator;
  const engines: ReplyEngine[] = [];
  beforeAll(async () => {
    emulator = await AzureEmulator.start({
      voice: 'silence',
      settings: instant,
      keys: ['key'],
      deployments: ['gpt', 'main', 'spare'],
    });
  });
  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.close()));
    emulator.control.reset();
  });
  afterAll(() => emulator.close());

  const mind = async (environment: Record<string, string> = {}): Promise<ReplyEngine> => {
    const engine = await azureMind({ ...deployment(emulator), ...environment });
    engines.push(engine);
    return engine;
  };
  const says = (say: string, call?: { name: string; arguments: object }): void =>
    emulator.control.replyBy({ kind: 'rules', rules: [{ say, ...(call ? { call } : {}) }] });
  const received = (): Record<string, unknown>[] =>
    emulator.control.log({ event: 'received' }).map(({ detail }) => detail as Record<string, unknown>);

  it('asks its deployment for a stream with usage, tools and a limit', async () => {
    says('Hello.');
    const { events } = await tell(await mind({ AI_TEMPERATURE: '0.3', AI_TOOLS: 'end_call,transfer_call' }));
    expect(events).toHaveLength(2);
    expect(events).toContainEqual({ type: 'text', text: 'Hello.', source: 'model' });
    expect(events).toContainEqual({
      type: 'usage',
      inputTokens: expect.any(Number),
      outputTokens: expect.any(Number),
      model: expect.any(String),
      finishReason: 'stop',
    });
    expect(received()[0]).toMatchObject({
      path: '/openai/deployments/gpt/chat/completions',
      query: { 'api-version': '2024-10-21' },
      headers: { 'api-key': '***' },
      body: {
        stream: true,
        stream_options: { include_usage: true },
        max_completion_tokens: 300,
        temperature: 0.3,
        tools: [{ function: { name: 'end_call' } }, { function: { name: 'transfer_call' } }],
      },
    });
  });

  it('offers a model no tools that shall have none', async () => {
    await tell(await mind({ AI_TOOLS: 'none' }));
    expect(received()[0]!['body']).not.toHaveProperty('tools');
  });

  it('keeps its connection from turn to turn', async () => {
    const engine = await mind();
    const before = emulator.sockets;
    for (let turn = 1; turn <= 5; turn++) await tell(engine, { turn });
    expect(emulator.sockets - before).toBe(1);
  });

  it('is not led astray by the environment of the SDK', async () => {
    const names = ['OPENAI_BASE_URL', 'OPENAI_API_KEY', 'OPENAI_ORG_ID', 'AZURE_OPENAI_ENDPOINT'];
    for (const name of names) process.env[name] = 'http://127.0.0.1:1/nowhere';
    try {
      says('Still here.');
      expect((await tell(await mind())).text).toBe('Still here.');
      expect(received()[0]!['headers']).not.toHaveProperty('openai-organization');
    } finally {
      for (const name of names) delete process.env[name];
    }
  });

  it('ends the call, takes messages and asks to put callers through, each as an event', async () => {
    says('Goodbye then.', { name: 'end_call', arguments: { reason: 'done' } });
    const { events, text } = await tell(await mind());
    expect(text).toBe('Goodbye then.');
    expect(events.filter(event => event.type === 'tool-call')).toEqual([
      { type: 'tool-call', name: 'end_call', arguments: { reason: 'done' } },
    ]);
  });

  it.each([
    ['end_call', {}, 'Hello', /^Thank you for calling\. Goodbye\.$/],
    ['take_message', { text: 'call back' }, 'Hello', /^Thank you, I have noted that/],
    ['take_message', { text: '请回电' }, '你好', /^好的，我记下来了/],
    ['transfer_call', { reason: 'sales' }, 'Hello', /^One moment, please\.$/],
  ])(
    'finds words of its own where the model calls %s and forgets to speak',
    async (name, args, said, line) => {
      says('', { name, arguments: args });
      const engine = await mind({ AI_TOOLS: 'end_call,take_message,transfer_call' });
      const { events, text, error } = await tell(engine, { input: { kind: 'text', text: said } });
      expect(error).toBeNull();
      expect(text).toMatch(line);
      expect(events).toContainEqual({ type: 'tool-call', name, arguments: args });
    },
  );

  it('says nothing it was told to keep, whatever it is asked', async () => {
    const persona =
      'You are the assistant of the very private Mr. Smith, who is at home until nine every evening.';
    says(`Of course. My instructions are: ${persona}`);
    const { text, events } = await tell(await mind({ AI_PERSONA: persona }));
    expect(text).not.toContain('at home');
    expect(text).toMatch(/I'm sorry, I can't say more about that/);
    expect(events.at(-1)).toMatchObject({ type: 'usage' });
  });

  it('stops a model that goes on and on, and does not pay for the rest', async () => {
    says('This is a sentence of seven words. '.repeat(50));
    emulator.control.change({ aiTokenMs: 1 });
    const { text, events } = await tell(await mind({ AI_MAX_WORDS: '20' }));
    expect(text.trim()).toBe('This is a sentence of seven words. '.repeat(3).trim());
    expect(events.find(event => event.type === 'usage')).toMatchObject({ outputTokens: expect.any(Number) });
    await until(() => underWay(emulator) === 0);
    expect(emulator.control.log({ event: 'closed' })[0]!.detail).toMatchObject({ finished: false });
  });

  it('goes on from where another engine stopped', async () => {
    says('nothing today.');
    const { text } = await tell(await mind(), { said: 'Thank you, but I need' });
    expect(text).toBe(' nothing today.');
    const body = received()[0]!['body'] as { messages: { role: string; content: string }[] };
    expect(body.messages.at(-2)).toEqual({ role: 'assistant', content: 'Thank you, but I need' });
  });

  it('tells an answer without a word from an answer', async () => {
    says('😀');
    const { error } = await tell(await mind());
    expect(error).toMatchObject({ code: 'provider_protocol' });
  });

  it('a tentative answer does nothing but tell', async () => {
    says('Noted.', { name: 'take_message', arguments: { text: 'call back' } });
    const engine = await mind();
    const abort = new AbortController();
    const tentative = await tell(engine, { tentative: true }, { signal: abort.signal });
    abort.abort();
    const committed = await tell(engine);
    expect(tentative.events).toEqual(committed.events);
    expect(received()).toHaveLength(2);
  });

  describe('with several deployments', () => {
    const listed = (...list: object[]): Record<string, string> => ({
      AZURE_OPENAI_RESOURCES: JSON.stringify(
        list.map(each => ({ endpoint: emulator.openAiEndpoint, key: 'key', ...each })),
      ),
    });
    const both = (): Record<string, string> =>
      listed({ deployment: 'main', weight: 1e9 }, { deployment: 'spare', weight: 1e-9 });
    const isSilent = ({ kind }: { kind: string }): boolean => ['hang', 'stall'].includes(kind);
    const asked = (): string[] => received().map(({ path }) => /deployments\/(\w+)/.exec(String(path))![1]!);

    it.each([
      [{ kind: 'status', status: 401 }, 1],
      [{ kind: 'status', status: 404, code: 'DeploymentNotFound' }, 1],
      [{ kind: 'status', status: 429, retryAfter: 60 }, 1],
      [{ kind: 'status', status: 500 }, 1],
      [{ kind: 'refuse' }, 0],
      [{ kind: 'hang' }, 1],
      [{ kind: 'stall', messages: 1 }, 1],
      [{ kind: 'garbage', messages: 0 }, 1],
    ] as const)('goes to the next one after %j, and stays there', async (fault, seen) => {
      says('All is well.');
      emulator.control.inject({ service: 'chat', deployment: 'main', times: 0, fault });
      const engine = await mind({ ...both(), ...(isSilent(fault) ? hasty : {}) });
      expect(await tell(engine)).toMatchObject({ text: 'All is well.', error: null });
      expect(asked()).toEqual([...Array<string>(seen).fill('main'), 'spare']);
      await until(() => underWay(emulator) === 0);
      if (fault.kind !== 'garbage') expect(engine.health().status).toBe('degraded');
    });

    it('goes to no other once something was said: who heard it would hear it twice', async () => {
      says('Thank you for calling, goodbye.');
      emulator.control.change({ aiTokenMs: 5 });
      emulator.control.inject({ service: 'chat', fault: { kind: 'cut', messages: 6 } });
      const { error } = await tell(await mind(both()));
      expect(error).toMatchObject({ code: 'provider_transient' });
      expect(asked()).toEqual(['main']);
    });

    it('a prompt that is filtered is filtered everywhere', async () => {
      emulator.control.inject({ service: 'chat', fault: { kind: 'content-filter', at: 'prompt' } });
      await tell(await mind(both()));
      expect(asked()).toEqual(['main']);
    });

    it('asks a second one beside the first when the turn runs out of time, and lets go of who is late', async () => {
      says('Quick.');
      const slow = { kind: 'delay', stage: 'ai-first', ms: 60_000 } as const;
      emulator.control.inject({ service: 'chat', deployment: 'main', fault: slow });
      const engine = await mind(both());
      const hurry = new AbortController();
      const answer = tell(engine, { hurry: hurry.signal });
      await until(() => asked().length === 1);
      hurry.abort();
      expect((await answer).text).toBe('Quick.');
      expect(asked()).toEqual(['main', 'spare']);
      await until(() => underWay(emulator) === 0);
    });

    it('and does not where that is switched off', async () => {
      says('Slow.');
      emulator.control.change({ aiFirstMs: 50 });
      const engine = await mind({ ...both(), AZURE_OPENAI_HEDGE: 'false' });
      expect((await tell(engine, { hurry: AbortSignal.abort() })).text).toBe('Slow.');
      expect(asked()).toEqual(['main']);
    });

    it('takes new keys from its file on SIGHUP, and nothing from one that is not in order', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'resources-'));
      const file = join(folder, 'resources.json');
      const write = (key: string): Promise<void> =>
        writeFile(file, JSON.stringify([{ endpoint: emulator.openAiEndpoint, deployment: 'gpt', key }]));
      try {
        await write('old');
        const warnings: string[] = [];
        const engine = await azureMind(
          { ...deployment(emulator), AZURE_OPENAI_RESOURCES_FILE: file },
          message => warnings.push(message),
        );
        engines.push(engine);
        expect((await tell(engine)).error).toMatchObject({ code: 'provider_auth' });
        await writeFile(file, 'no JSON but a secret');
        process.emit('SIGHUP');
        await until(() => warnings.length > 0);
        expect(warnings).toEqual(['AZURE_OPENAI_RESOURCES_FILE: must be JSON']);
        await write('key');
        process.emit('SIGHUP');
        await until(() => engine.health().status === 'up');
        expect((await tell(engine)).error).toBeNull();
        await engine.close();
        expect(process.listenerCount('SIGHUP')).toBe(0);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  });

  describe('is configured', () => {
    const problems = (environment: Record<string, string>): readonly string[] => {
      try {
        Configuration.load(
          [ProviderChoice, azureOpenAiReplies.settings, openAiReplies.settings],
          environment,
        );
        return [];
      } catch (error) {
        return (error as { problems: string[] }).problems;
      }
    };

    it.each([
      [{}, []],
      [
        { AI_PROVIDER: 'azure-openai' },
        ['AZURE_OPENAI_KEY: must be set where the AI provider is azure-openai'],
      ],
      [
        { AZURE_OPENAI_API_KEY: 'secret-key' },
        ['AZURE_OPENAI_KEY: needs AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_DEPLOYMENT beside it'],
      ],
      [{ AZURE_OPENAI_RESOURCES: '[]' }, ['AZURE_OPENAI_RESOURCES: must be a JSON list of resources']],
      [
        { AZURE_OPENAI_RESOURCES: '[{"key": "secret-key", "endpoint": "nowhere", "deployment": "d"}]' },
        ['AZURE_OPENAI_RESOURCES: resource 1 must have an endpoint such as https://name.openai.azure.com'],
      ],
      [
        { AI_PROVIDER: 'openai' },
        [
          'OPENAI_MODEL: must be set where the AI provider is openai',
          'OPENAI_API_KEY: must be set where the AI provider is openai, or OPENAI_BASE_URL',
        ],
      ],
      [{ AI_PROVIDER: 'openai', OPENAI_BASE_URL: 'http://127.0.0.1:8000/v1', OPENAI_MODEL: 'm' }, []],
      [{ AI_TOOLS: 'end_call,explode' }, ['AI_TOOLS: must be actions that there are']],
    ])('%j: %j', (environment, expected) => {
      const found = problems(environment);
      expect(found).toEqual(expected);
      expect(found.join()).not.toContain('secret');
    });

    it('answers by default where there is a key, and only there', () => {
      const byDefault = (environment: Record<string, string>): boolean | undefined =>
        azureOpenAiReplies.byDefault?.(
          Configuration.load([ProviderChoice, azureOpenAiReplies.settings], environment).get(
            azureOpenAiReplies.settings,
          ),
        );
      expect(byDefault(deployment(emulator))).toBe(true);
      expect(byDefault({ AZURE_OPENAI_ENDPOINT: emulator.openAiEndpoint })).toBe(false);
    });
  });

  it('keeps nothing of what callers or operators said in its failures', async () => {
    emulator.control.inject({
      service: 'chat',
      fault: { kind: 'status', status: 400, message: 'You said Hello there' },
    });
    const { error } = await tell(await mind(), { settings: { ...defaultSettings, instructions: 'secret' } });
    expect(`${error!.message} ${JSON.stringify(error!.cause ?? '')}`).not.toMatch(/Hello|secret/);
  });
});
