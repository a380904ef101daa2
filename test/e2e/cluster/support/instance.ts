import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const root = join(__dirname, '../../../..');

/** Everything simulated: what is tested is how calls move, not what is said. */
const ENVIRONMENT = {
  HOST: '127.0.0.1',
  NODE_ENV: 'development',
  NODE_OPTIONS: '',
  LOG_LEVEL: 'warn',
  STT_PROVIDER: 'simulated',
  AI_PROVIDER: 'simulated',
  TTS_PROVIDER: 'simulated',
  SIMULATED_AI_TEXT: 'So it is, whatever you say.',
  DRAIN_TIMEOUT_MS: '8000',
  // The machine may be busy with other tests.
  ADMISSION_MAX_LOOP_LAG_MS: '0',
} as const;

/** One instance of the built service, in a process of its own. */
export class Instance {
  readonly exited: Promise<number | null>;
  /** What it has written so far, errors and all. */
  output = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => {
      this.output += chunk.toString();
      process.stderr.write(chunk);
    });
    this.exited = once(child, 'exit').then(([code]) => code as number | null);
  }

  /** @param port the one it had before, or any */
  static async start(environment: Readonly<Record<string, string>>, port?: number): Promise<Instance> {
    const instance = await Instance.starting(environment, port);
    await instance.listening();
    return instance;
  }

  /** One that takes no calls yet. */
  static async starting(environment: Readonly<Record<string, string>>, port?: number): Promise<Instance> {
    const chosen = port ?? (await freePort());
    const env = { PATH: process.env['PATH'], ...ENVIRONMENT, ...environment, PORT: String(chosen) };
    const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const orphaned = (): void => void child.kill('SIGKILL');
    process.once('exit', orphaned);
    child.once('exit', () => process.off('exit', orphaned));
    return new Instance(child, chosen);
  }

  listening(): Promise<void> {
    return this.writes(`ws://127.0.0.1:${this.port}/`);
  }

  /** Resolves when it has written this so many times. @throws where it ends before */
  writes(text: string, times = 1): Promise<void> {
    const streams = [this.child.stdout, this.child.stderr];
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (this.output.split(text).length <= times) return;
        for (const stream of streams) stream?.off('data', look);
        resolve();
      };
      for (const stream of streams) stream?.on('data', look);
      void this.exited.then(code =>
        reject(new Error(`ended with ${String(code)} before it wrote "${text}": ${this.output}`)),
      );
      look();
    });
  }

  get ws(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  get http(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async get(path: string): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.http}${path}`);
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text };
  }

  post(path: string, body: object): Promise<Response> {
    return fetch(`${this.http}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer valid_boss_any' },
      body: JSON.stringify(body),
    });
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.exited;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
