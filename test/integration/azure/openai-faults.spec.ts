import { getEventListeners } from 'node:events';
import { noDeadline } from '@app/core';
import type { CallId, ReplyEngine } from '@app/core';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import type { Fault } from '../../../apps/azure-emulator/src/faults/fault';
import { until } from '../azure-emulator/support/until';
import { azureMind, deployment, hasty, hello, tell, underWay } from './support/chat-engine';

const WORDS = 'Thank you for calling, but there is nothing we need today.';

/** What a call is told when Azure OpenAI misbehaves: each fault of the emulator. */
describe('Azure OpenAI as a reply engine, when the service misbehaves', () => {
  let emulator: AzureEmulator;
  let engine: ReplyEngine;
  let warnings: string[];
  beforeAll(async () => {
    emulator = await AzureEmulator.start({ voice: 'silence', settings: instant });
  });
  beforeEach(async () => {
    warnings = [];
    emulator.control.replyBy({ kind: 'rules', rules: [{ say: WORDS }] });
    engine = await azureMind(deployment(emulator), message => warnings.push(message));
  });
  afterEach(async () => {
    await engine.close();
    emulator.control.reset();
  });
  afterAll(() => emulator.close());

  const hasten = async (): Promise<void> => {
    await engine.close();
    engine = await azureMind({ ...deployment(emulator), ...hasty });
  };

  const inject = (fault: Fault, times = 1): void =>
    void emulator.control.inject({ service: 'chat', times, fault });

  it.each([
    [{ kind: 'status', status: 401 }, 'provider_auth', false, null],
    [{ kind: 'status', status: 403 }, 'provider_auth', false, null],
    [{ kind: 'status', status: 404, code: 'DeploymentNotFound' }, 'provider_unavailable', false, null],
    [{ kind: 'status', status: 400 }, 'provider_protocol', false, null],
    [{ kind: 'status', status: 408 }, 'provider_timeout', true, null],
    [{ kind: 'status', status: 429, retryAfter: 7 }, 'provider_quota', true, 7000],
    [{ kind: 'status', status: 429 }, 'provider_quota', true, null],
    [{ kind: 'status', status: 429, code: 'insufficient_quota' }, 'provider_quota', true, null],
    [{ kind: 'status', status: 500 }, 'provider_transient', true, null],
    [{ kind: 'status', status: 503 }, 'provider_transient', true, null],
    [{ kind: 'status', status: 503, retryAfter: 2 }, 'provider_transient', true, 2000],
    [{ kind: 'refuse' }, 'provider_transient', true, null],
    [{ kind: 'hang' }, 'provider_timeout', true, null],
    [{ kind: 'stall', messages: 0 }, 'provider_timeout', true, null],
    [{ kind: 'stall', messages: 2 }, 'provider_timeout', true, null],
    [{ kind: 'delay', stage: 'ai-first', ms: 10_000 }, 'provider_timeout', true, null],
    [{ kind: 'cut', messages: 0 }, 'provider_transient', true, null],
    [{ kind: 'close', code: 1000, messages: 0 }, 'provider_transient', true, null],
    [{ kind: 'garbage', messages: 0 }, 'provider_protocol', false, null],
    [{ kind: 'truncate', messages: 0 }, 'provider_protocol', false, null],
  ] as const)(
    '%j before a word: %s, told once and asked once',
    async (fault, code, retryable, retryAfterMs) => {
      if (code === 'provider_timeout') await hasten();
      inject(fault);
      const { text, error } = await tell(engine);
      expect({ text, error }).toMatchObject({
        text: '',
        error: { code, retryable, retryAfterMs, provider: 'azure-openai' },
      });
      expect(error!.message).not.toContain('key');
      expect(emulator.control.log({ event: 'received' }).length).toBeLessThanOrEqual(1);
      await until(() => underWay(emulator) === 0);
    },
  );

  it.each([
    [{ kind: 'stall', messages: 6 }, 'provider_timeout'],
    [{ kind: 'drip', bytesPerSecond: 30_000 }, null],
    [{ kind: 'drip', bytesPerSecond: 300 }, 'provider_timeout'],
    [{ kind: 'delay', stage: 'ai-token', ms: 10_000 }, 'provider_timeout'],
    [{ kind: 'cut', messages: 6 }, 'provider_transient'],
    [{ kind: 'close', code: 1000, messages: 6 }, 'provider_transient'],
    [{ kind: 'garbage', messages: 6 }, 'provider_protocol'],
    [{ kind: 'truncate', messages: 6 }, 'provider_protocol'],
  ] as const)('%j in the middle: what came is heard, then %s', async (fault, code) => {
    if (code === 'provider_timeout') await hasten();
    inject(fault);
    const { text, error } = await tell(engine);
    expect(error?.code ?? null).toBe(code);
    expect(WORDS.startsWith(text)).toBe(true);
    if (code === null) expect(text).toBe(WORDS);
    await until(() => underWay(emulator) === 0);
  });

  it('a prompt that is not let through is answered politely, in the language of the caller', async () => {
    inject({ kind: 'content-filter', at: 'prompt' }, 2);
    const { events, error } = await tell(engine);
    expect(error).toBeNull();
    expect(events).toEqual([
      {
        type: 'text',
        text: expect.stringMatching(/^I'm sorry, I can't talk about that/),
        source: 'fallback',
      },
    ]);
    const chinese = await tell(engine, { input: { kind: 'text', text: '你好' } });
    expect(chinese.text).toMatch(/^不好意思/);
    expect(warnings).toEqual([
      'azure-openai: the prompt was filtered',
      'azure-openai: the prompt was filtered',
    ]);
    expect(engine.health().status).toBe('up');
  });

  it('an answer that is cut off by the filter is ended politely, and the operator told for what', async () => {
    inject({ kind: 'content-filter', at: 'completion' });
    const { events, text } = await tell(engine);
    expect(text).toMatch(/^Thank you for calling, but .*I'm sorry, I can't say more about that/);
    expect(events.findLast(event => event.type === 'text')).toMatchObject({ source: 'fallback' });
    expect(warnings).toEqual(['azure-openai: the answer was filtered: violence']);
  });

  it('a service that asks to be left alone is, and callers hear of it at once', async () => {
    inject({ kind: 'status', status: 429, retryAfter: 60 });
    await tell(engine);
    const { error } = await tell(engine);
    expect(error).toMatchObject({ code: 'provider_quota', retryable: true });
    expect(emulator.control.log({ event: 'received' })).toHaveLength(1);
    expect(engine.health()).toMatchObject({ status: 'down' });
  });

  it('a service that broke down once is asked again', async () => {
    inject({ kind: 'status', status: 500 });
    await tell(engine);
    expect((await tell(engine)).text).toBe(WORDS);
    expect(engine.health()).toEqual({ status: 'up' });
  });

  it('time in which nobody wants the next word is not held against the service', async () => {
    await engine.close();
    engine = await azureMind({ ...deployment(emulator), AI_STALL_TIMEOUT: '1000' });
    const heard: string[] = [];
    const callId = 'call-1' as CallId;
    const scope = { callId, signal: new AbortController().signal, deadline: noDeadline };
    for await (const event of engine.reply(hello, scope)) {
      if (event.type !== 'text') continue;
      heard.push(event.text);
      if (heard.length === 2) await new Promise(resolve => setTimeout(resolve, 1500));
    }
    expect(heard.join('')).toBe(WORDS);
  });

  it('after 100 rounds of faults and hang-ups no socket, timer or listener is left', async () => {
    const faults: Fault[] = [
      { kind: 'status', status: 500 },
      { kind: 'refuse' },
      { kind: 'cut', messages: 4 },
      { kind: 'garbage', messages: 4 },
      { kind: 'close', code: 1000, messages: 4 },
      { kind: 'content-filter', at: 'completion' },
      { kind: 'hang' },
      { kind: 'stall', messages: 4 },
      { kind: 'drip', bytesPerSecond: 500 },
    ];
    await tell(engine);
    await engine.close();
    await until(() => emulator.sockets === 0);
    const before = resources();
    // It waits for a minute: a watch that is not taken off would show.
    engine = await azureMind(deployment(emulator));
    const call = new AbortController();
    for (let round = 0; round < 100; round++) {
      const fault = faults[round % (faults.length + 1)];
      if (fault) inject(fault);
      const hangsUp = round % 3 === 0 || ['hang', 'stall', 'drip'].includes(fault?.kind ?? '');
      const turn = new AbortController();
      const asked = tell(engine, {}, { signal: hangsUp ? turn.signal : call.signal });
      if (hangsUp) {
        await until(() => emulator.control.log({ event: 'received' }).length > 0 || fault?.kind === 'refuse');
        turn.abort();
      }
      await asked;
      expect(getEventListeners(turn.signal, 'abort')).toHaveLength(0);
      emulator.control.faults.clear();
      emulator.control.forgetLog();
    }
    expect(getEventListeners(call.signal, 'abort')).toHaveLength(0);
    await engine.close();
    await until(() => emulator.sockets === 0);
    await until(() => resources().length <= before.length);
    expect(resources()).toEqual(before);
  });
});

/** Timers and sockets of this process that keep it alive. */
const resources = (): string[] =>
  process
    .getActiveResourcesInfo()
    .filter(name => !['Immediate', 'MessagePort', 'FSReqPromise'].includes(name))
    .sort();
