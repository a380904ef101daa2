import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WebSocketServer } from 'ws';
import { Service } from '../../e2e/support/service';
import { root } from './support/compose-file';

interface Seen {
  readonly metrics: Readonly<Record<string, readonly unknown[]>>;
  readonly checks: Readonly<Record<string, boolean>>;
  readonly waits: readonly number[];
  readonly options: {
    readonly scenarios: Readonly<
      Record<string, { readonly executor: string; readonly stages: readonly { readonly target: number }[] }>
    >;
    readonly thresholds: Readonly<Record<string, readonly string[]>>;
  };
}

const run = promisify(execFile);
const runner = join(root, 'test/integration/deploy/support/run-k6-scenario.mjs');
const scenario = join(root, 'deploy/k6/websocket-load-test.js');

/** One caller's run of the script. @param variables as NAME=value */
async function runScenario(url: string, ...variables: string[]): Promise<Seen> {
  const { stdout } = await run(process.execPath, ['--no-warnings', runner, scenario, url, ...variables]);
  return JSON.parse(stdout) as Seen;
}

describe('The k6 scenario', () => {
  let service: Service;
  let seen: Seen;

  beforeAll(async () => {
    service = await Service.start({
      STT_PROVIDER: 'simulated',
      AI_PROVIDER: 'simulated',
      TTS_PROVIDER: 'simulated',
      SIMULATED_AI_TEXT: 'Certainly.',
    });
    seen = await runScenario(service.ws);
  }, 60_000);

  afterAll(() => service.app.close());

  it('holds a call: what the caller says is answered, turn by turn, and he hangs up', () => {
    expect(seen.metrics['answered']).toEqual([true, true]);
    expect(seen.metrics['turns']).toEqual([1, 1]);
    expect(seen.metrics['turn_latency']!.length).toBeGreaterThanOrEqual(2);
    expect(seen.metrics['voice_to_voice']).toHaveLength(2);
    expect(seen.metrics['service_errors']).toEqual([]);
    expect(seen.checks).toEqual({ 'the call began': true, 'the call ended as it should': true });
  });

  it('does not knock again at once where it is not let in', async () => {
    const refused = await runScenario(service.ws, 'TOKEN=nobody');
    expect(refused.checks).toMatchObject({ 'the call began': false });
    // The socket has timers of its own, shorter ones.
    const pauses = ({ waits }: Seen): number[] => waits.filter(ms => ms >= 1000 && ms <= 2000);
    expect(pauses(refused)).toHaveLength(1);
    expect(pauses(seen)).toEqual([]);
  });

  it('holds as many calls as the embedded engines take, unless told otherwise', () => {
    // Held equal to the defaults by a test of its own.
    const defaults = readFileSync(join(root, '.env.example'), 'utf8');
    const maxCalls = Number(/^EMBEDDED_MAX_CALLS=(\d+)/m.exec(defaults)![1]);
    const targets = seen.options.scenarios['calls']!.stages.map(({ target }) => target);
    expect(Math.max(...targets)).toBeLessThan(maxCalls);
  });

  it('has bounds for what it measures only', () => {
    const measured = [...Object.keys(seen.metrics), 'checks'];
    const { scenarios, thresholds } = seen.options;
    expect(Object.keys(thresholds).filter(name => !measured.includes(name))).toEqual([]);
    expect(scenarios['calls']).toMatchObject({ executor: 'ramping-vus' });
    expect(scenarios['calls']!.stages.length).toBeGreaterThan(1);
  });
});

/** Hangs up on the caller in the middle of an answer that is awaited. */
async function hangingUp(): Promise<WebSocketServer> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', socket => {
    let silences = 0;
    socket.send(JSON.stringify({ type: 'session_started', data: {} }));
    socket.on('message', (frame: Buffer) => {
      silences = frame.every(byte => byte === 0) ? silences + 1 : 0;
      if (silences === SILENCE_AFTER_TURN) socket.close(1011);
    });
  });
  await once(server, 'listening');
  return server;
}

/** Frames; pauses between words are noisy. */
const SILENCE_AFTER_TURN = 5;

describe('A call that the service ends while an answer is awaited', () => {
  it('counts as a turn without an answer', async () => {
    const server = await hangingUp();
    try {
      const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { metrics, checks } = await runScenario(url);
      expect(metrics).toMatchObject({ turns: [1], answered: [false] });
      expect(checks['the call ended as it should']).toBe(false);
    } finally {
      server.close();
    }
  }, 30_000);
});

describe('Its messages', () => {
  let service: Service;
  beforeAll(async () => (service = await Service.start({ STT_PROVIDER: 'simulated' })));
  afterAll(() => service.app.close());

  /** Each builder by its name, with what a script would give it, sent on one call. */
  const script = (url: string): string => `
    import { readFileSync } from 'node:fs';
    import * as k6 from ${JSON.stringify(join(root, 'deploy/k6/messages.js'))};
    const wav = new Uint8Array(readFileSync(${JSON.stringify(join(root, 'deploy/k6/caller.wav'))})).buffer;
    const [first] = k6.framesOf(wav);
    const socket = new WebSocket(k6.callUrl(${JSON.stringify(url)}, { token: 'valid_k6_one', callId: 'one' }));
    const heard = [];
    socket.addEventListener('message', ({ data }) => {
      if (typeof data !== 'string') return;
      const message = k6.read(data);
      heard.push(message.type);
      if (message.type === 'session_started') {
        socket.send(k6.audioChunk(Buffer.from(first).toString('base64'), 0));
        socket.send(first);
        socket.send(k6.silence());
        socket.send(k6.heartbeat('one'));
        socket.send(k6.textInput('what time do you open'));
      }
      if (message.type === 'ai_response') socket.send(k6.endCall('done'));
    });
    socket.addEventListener('close', ({ code }) => console.log(JSON.stringify({ heard, code, nothing: k6.read('{') })));
  `;

  it('are all understood', async () => {
    const { stdout } = await run(process.execPath, [
      '--no-warnings',
      '--input-type=module',
      '-e',
      script(service.ws),
    ]);
    const { heard, code, nothing } = JSON.parse(stdout) as { heard: string[]; code: number; nothing: null };
    expect(heard).toEqual(
      expect.arrayContaining(['session_started', 'heartbeat', 'ai_response', 'session_ended']),
    );
    expect(heard).not.toContain('error');
    expect([code, nothing]).toEqual([1000, null]);
  });
});
