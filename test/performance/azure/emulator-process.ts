import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The built emulator, in a process of its own. */
export class EmulatorProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** What points the service at it. */
    readonly environment: Readonly<Record<string, string>>,
    private readonly controlUrl: string,
  ) {}

  /** @throws when it ends before it listens */
  static async start(...options: readonly string[]): Promise<EmulatorProcess> {
    const main = join(process.cwd(), 'dist/apps/azure-emulator/src/main.js');
    const child = spawn(process.execPath, [main, '--port', '0', ...options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const orphaned = (): void => void child.kill('SIGKILL');
    process.once('exit', orphaned);
    child.once('exit', () => process.off('exit', orphaned));
    const environment: Record<string, string> = {};
    for await (const line of createInterface({ input: child.stdout })) {
      const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) environment[name] = value;
      const control = /^control API: (.*)$/.exec(line)?.[1];
      if (control !== undefined) return new EmulatorProcess(child, environment, control);
    }
    throw new Error(`the emulator ended with ${String(child.exitCode)}`);
  }

  /** Tells its control API. @throws where it says no */
  put(path: string, body: unknown): Promise<void> {
    return this.tell('PUT', path, body);
  }

  /** Some requests are struck by faults from now on. @throws where it says no */
  inject(...rules: readonly object[]): Promise<void> {
    return this.tell('POST', '/faults', rules);
  }

  /** No faults any more. */
  mend(): Promise<void> {
    return this.tell('DELETE', '/faults');
  }

  private async tell(method: string, path: string, body?: unknown): Promise<void> {
    const said = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${this.controlUrl}${path}`, { method, ...said });
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}`);
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exited;
  }
}
