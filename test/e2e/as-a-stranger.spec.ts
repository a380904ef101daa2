import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseWav, rms } from '@app/audio';

const run = promisify(execFile);
const root = join(__dirname, '../..');
const script = (name: string): string => join(root, 'scripts', name);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** Resolves when it has printed this. */
function printed(service: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    service.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(text)) resolve();
    });
    service.once('exit', status =>
      reject(new Error(`ended with ${String(status)} before it said "${text}": ${output}`)),
    );
  });
}

describe('What README promises, with what npm runs: the built service and the caller', () => {
  let service: ChildProcess;
  let port: number;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'call-'));
    port = await freePort();
    // The compiler's settings for tests must not reach the build.
    const env = {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      NODE_ENV: 'development',
      NODE_OPTIONS: '',
    };
    service = spawn(process.execPath, [script('start.mjs')], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await printed(service, `ws://127.0.0.1:${port}/realtime/conversation`);
  }, 60_000);

  afterAll(async () => {
    service.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  const call = (...args: string[]): Promise<{ stdout: string }> =>
    run(process.execPath, [script('call.mjs'), '--url', `ws://127.0.0.1:${port}`, ...args], { cwd: root });

  it('a call is answered aloud and on the topic, and saved as it was heard', async () => {
    const file = join(folder, 'heard.wav');
    const { stdout } = await call('--say', 'hello i am calling about your car insurance', '--save', file);
    expect(stdout).toContain('hello i am calling about your car insurance');
    expect(stdout).toMatch(/assistant.*insurance/);
    const { pcm, channels } = parseWav(readFileSync(file));
    expect(channels).toBe(2);
    for (const side of [0, 1]) expect(rms(pcm.filter((_, i) => i % 2 === side))).toBeGreaterThan(0.01);
  }, 60_000);

  it('on SIGTERM it ends by itself, with exit code 0', async () => {
    const ended = new Promise<number | null>(resolve => service.once('exit', resolve));
    service.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
