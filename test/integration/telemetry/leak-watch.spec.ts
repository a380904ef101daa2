import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const service = join(__dirname, 'support/leaking-service.mjs');
const KILOBYTES_A_CALL = 200;

interface Going {
  readonly rounds: number;
  /** That end in each round. */
  readonly calls: number;
  /** Full collections without a call after each round. */
  readonly idle: number;
  readonly leaking: boolean;
}

/** What a service warns of whose calls go so. */
async function warningsOf({ rounds, calls, idle, leaking }: Going): Promise<string[]> {
  const numbers = [rounds, calls, idle].map(String);
  const args = ['--no-warnings', '--expose-gc', service, ...numbers, leaking ? 'leaking' : 'clean'];
  const { stdout } = await run(process.execPath, args);
  return JSON.parse(stdout) as string[];
}

describe('MEMORY_LEAK_DETECTION', () => {
  it('warns of calls that leave something behind, says how much, and names what grows with it', async () => {
    const warnings = await warningsOf({ rounds: 10, calls: 3, idle: 0, leaking: true });
    expect(warnings).toHaveLength(1);
    const [, bytes, suspect] = /by (\d+) bytes with every call; what grows with it: (.*)$/.exec(
      warnings[0]!,
    )!;
    expect(suspect).toBe('sessions');
    expect(Math.abs(Number(bytes) / 1024 / KILOBYTES_A_CALL - 1)).toBeLessThan(0.2);
  });

  it('warns also where garbage is collected far more often than a call ends', async () => {
    expect(await warningsOf({ rounds: 9, calls: 3, idle: 5, leaking: true })).toHaveLength(1);
  });

  it('says nothing where calls leave nothing', async () => {
    expect(await warningsOf({ rounds: 10, calls: 3, idle: 0, leaking: false })).toEqual([]);
  });
});
