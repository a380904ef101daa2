import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(__dirname, 'stop-while-starting.ts');

/** How a process ends that gets these signals while it does this: `[code, signal]`. */
async function ended(doing: string, ...signals: readonly NodeJS.Signals[]): Promise<unknown[]> {
  const code = `const start = require(${JSON.stringify(file)}); ${doing}; setInterval(() => {}, 1e6); console.log('up')`;
  const child = spawn(process.execPath, ['--no-warnings', '-e', code], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  await once(child.stdout, 'data');
  for (const signal of signals) child.kill(signal);
  return exit;
}

describe('A service that is told to stop while it starts', () => {
  it('stops at once and content, where the kernel would not even tell the first process of a container', async () => {
    expect(await ended('', 'SIGTERM')).toEqual([0, null]);
  });

  it('leaves signals to others when it has started', async () => {
    expect(await ended('start.endStart()', 'SIGTERM')).toEqual([null, 'SIGTERM']);
  });

  it.each(['SIGHUP', 'SIGUSR2'] as const)('is not ended by %s, then or later', async signal => {
    expect(await ended('', signal, 'SIGTERM')).toEqual([0, null]);
    expect(await ended('start.endStart()', signal, 'SIGTERM')).toEqual([null, 'SIGTERM']);
  });

  it('listens before it imports anything else', () => {
    const [first] = readFileSync(join(__dirname, 'main.ts'), 'utf8').split('\n');
    expect(first).toContain("'./stop-while-starting'");
  });
});
