import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(__dirname, 'stop-while-starting.ts');

/** How a process ends that is told to while it does this: `[code, signal]`. */
async function terminated(doing: string): Promise<unknown[]> {
  const code = `const start = require(${JSON.stringify(file)}); ${doing}; setInterval(() => {}, 1e6); console.log('up')`;
  const child = spawn(process.execPath, ['--no-warnings', '-e', code], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  return ended;
}

describe('A service that is told to stop while it starts', () => {
  it('stops at once and content, where the kernel would not even tell the first process of a container', async () => {
    expect(await terminated('')).toEqual([0, null]);
  });

  it('leaves signals to others when it has started', async () => {
    expect(await terminated('start.endStart()')).toEqual([null, 'SIGTERM']);
  });

  it('listens before it imports anything else', () => {
    const [first] = readFileSync(join(__dirname, 'main.ts'), 'utf8').split('\n');
    expect(first).toContain("'./stop-while-starting'");
  });
});
