import { spawn } from 'node:child_process';
import { ProviderError, asError } from '@app/core';
import type { Clock, Millis } from '@app/core';

export interface ProgramLimits {
  readonly timeoutMs: Millis;
  /** The program is ended when it writes more. */
  readonly maxBytes: number;
}

/**
 * Runs a program to its end: `input` on its stdin, resolves with its stdout. No shell. Killed at once when the signal
 * aborts (rejects with its reason) or a limit is reached (rejects with a ProviderError); resolves or rejects only after
 * the process is gone.
 */
export function runProgram(
  file: string,
  args: readonly string[],
  input: string,
  limits: ProgramLimits,
  clock: Clock,
  signal: AbortSignal,
): Promise<Buffer> {
  if (signal.aborted) return Promise.reject(asError(signal.reason));
  return new Promise<Buffer>((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    const output: Buffer[] = [];
    let bytes = 0;
    let complaint = '';
    let failure: Error | null = null;

    const stop = (error: Error): void => {
      failure ??= error;
      child.kill('SIGKILL');
    };
    const fault = (kind: 'timeout' | 'transient', message: string): ProviderError =>
      new ProviderError('embedded', kind, `${file} ${message}`);
    const onAbort = (): void => stop(asError(signal.reason));
    const watchdog = clock.after(limits.timeoutMs, () =>
      stop(fault('timeout', `took over ${limits.timeoutMs} ms`)),
    );
    signal.addEventListener('abort', onAbort, { once: true });

    child.stdout.on('data', (chunk: Buffer) => {
      output.push(chunk);
      bytes += chunk.length;
      if (bytes > limits.maxBytes) stop(fault('transient', `wrote over ${limits.maxBytes} bytes`));
    });
    child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(0, 200)));
    // A program that ends without reading its input is judged by how it ended.
    child.stdin.on('error', () => undefined);
    child.on('error', error => (failure ??= fault('transient', `did not start: ${error.message}`)));
    child.on('close', code => {
      watchdog.cancel();
      signal.removeEventListener('abort', onAbort);
      if (failure) reject(failure);
      else if (code !== 0) reject(fault('transient', `ended with ${code}: ${complaint.trim()}`));
      else resolve(Buffer.concat(output));
    });
    child.stdin.end(input);
  });
}
