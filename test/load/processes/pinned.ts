import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { coresHere } from './cores';

// Read before this process is moved to one of them.
const cores = coresHere();

/** The service has one core for itself; what drives and answers it shares another. */
export const SERVICE_CORE = cores?.service ?? 0;
export const DRIVER_CORE = cores?.driver ?? 0;

/** Whether processes can be kept on cores of their own. */
export const pinning: boolean = cores !== null && hasTaskset();

/** Whatever happens to this process, nothing it started stays behind. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Moves this process, all its threads and whatever it starts. */
export function pinSelf(core: number): void {
  if (pinning)
    execFileSync('taskset', ['-a', '-p', '-c', String(core), String(process.pid)], { stdio: 'ignore' });
}

interface Started {
  readonly child: ChildProcess;
  /** The line that it was waited for. */
  readonly line: string;
}

/**
 * Starts a program of this build on one core.
 * @param channel it can be told something, and tells something
 * @param readyWhen a line of its output that says that it is ready
 * @throws when it ends before it has said so
 */
export async function startPinned(
  core: number,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  readyWhen: RegExp,
  channel: 'ipc' | 'none' = 'none',
): Promise<Started> {
  const command = [process.execPath, ...args];
  const [program = '', ...rest] = pinning ? ['taskset', '-c', String(core), ...command] : command;
  const child = spawn(program, rest, {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit', ...(channel === 'ipc' ? (['ipc'] as const) : [])],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  const lines = createInterface({ input: child.stdout! });
  const line = await new Promise<string>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`${args.join(' ')} ended with ${String(code)}`)));
    lines.on('line', text => {
      if (readyWhen.test(text)) resolve(text);
    });
  });
  return { child, line };
}

/** Asks it to end, and waits for that. */
export async function stopChild(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
