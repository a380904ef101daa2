import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** The built service, in a process of its own. */
export class ServiceProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** @throws when it ends before it listens */
  static async start(environment: Readonly<Record<string, string>>): Promise<ServiceProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, [join(process.cwd(), 'dist/apps/realtime-processor/src/main.js')], {
      env: {
        PATH: process.env['PATH'],
        PORT: String(port),
        HOST: '127.0.0.1',
        NODE_ENV: 'development',
        // Measured is a turn that nobody took before.
        CACHE_ENABLED: 'false',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await listening(child);
    return new ServiceProcess(child, `ws://127.0.0.1:${port}`);
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exited;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('listens on')) resolve();
    });
    child.once('exit', code => reject(new Error(`the service ended with ${String(code)}`)));
  });
}
