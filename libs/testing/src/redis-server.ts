import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START_WITHIN_MS = 10_000;

/** A real redis-server on loopback, in a folder of its own, that keeps nothing. Ends with the process at the latest. */
export class RedisServer {
  private child: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly options: readonly string[],
  ) {}

  /**
   * @param options what follows on the command line, such as `--maxmemory`, `2mb`
   * @throws Error when there is no redis-server and none can be installed
   */
  static async start(...options: readonly string[]): Promise<RedisServer> {
    ensureInstalled();
    const folder = mkdtempSync(join(tmpdir(), 'redis-'));
    const server = new RedisServer(await freePort(), folder, options);
    await server.restart();
    return server;
  }

  /**
   * One that is a whole cluster by itself.
   * @throws Error when there is no redis-server and none can be installed
   */
  static async cluster(): Promise<RedisServer> {
    // Left to itself it would talk to other nodes at a port that may not exist, and be at no address.
    const bus = ['--cluster-port', String(await freePort()), '--cluster-announce-ip', '127.0.0.1'];
    const server = await RedisServer.start('--cluster-enabled', 'yes', ...bus);
    execFileSync('redis-cli', ['-p', String(server.port), 'cluster', 'addslotsrange', '0', '16383']);
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Stops it in the middle of whatever it does: connections stay open and nothing is answered. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** Dead at once, connections broken. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Empty, and where it was before. */
  async restart(): Promise<void> {
    await this.kill();
    const where = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder];
    const keepsNothing = ['--save', '', '--appendonly', 'no'];
    const child = spawn('redis-server', [...where, ...keepsNothing, ...this.options], { stdio: 'ignore' });
    this.child = child;
    const orphaned = (): void => void child.kill('SIGKILL');
    process.once('exit', orphaned);
    child.once('exit', () => process.off('exit', orphaned));
    await answers(this.port, child);
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function ensureInstalled(): void {
  if (isInstalled()) return;
  if (process.getuid?.() === 0) {
    try {
      execFileSync('apt-get', ['install', '-y', '-qq', 'redis-server'], { stdio: 'ignore' });
    } catch {
      // Said below in one line, whatever apt had to say.
    }
  }
  if (!isInstalled())
    throw new Error('redis-server is not on the PATH: install it (apt-get install redis-server)');
}

function isInstalled(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  const until = Date.now() + START_WITHIN_MS;
  while (child.exitCode === null && Date.now() < until) {
    if (await pings(port)) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  child.kill('SIGKILL');
  throw new Error(`redis-server did not start on port ${port}`);
}

function pings(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', data => {
      socket.destroy();
      resolve(data.toString().startsWith('+PONG'));
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
