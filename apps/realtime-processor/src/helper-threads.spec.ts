import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const file = join(__dirname, 'helper-threads.ts');

/** What is printed by a process of its own that does this. */
const outputOf = (doing: string): string =>
  execFileSync(
    process.execPath,
    ['--no-warnings', '-e', `const threads = require(${JSON.stringify(file)}); ${doing}`],
    {
      env: { ...process.env, NODE_OPTIONS: '' },
      encoding: 'utf8',
    },
  );

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('Threads that help V8', () => {
  it('step back for the calls: only the one that runs them keeps its priority', () => {
    const told = outputOf(`
      const { readdirSync, readFileSync } = require('node:fs');
      const { getPriority } = require('node:os');
      threads.helpersStepBack();
      const all = readdirSync('/proc/self/task').map(thread => ({
        name: readFileSync('/proc/self/task/' + thread + '/comm', 'utf8').trim(),
        nice: getPriority(Number(thread)) - getPriority(1 * process.ppid),
      }));
      console.log(JSON.stringify(all));
    `);
    const all = JSON.parse(told) as { name: string; nice: number }[];
    const helpers = all.filter(({ name }) => name === 'V8Worker');
    expect(helpers.length).toBeGreaterThan(0);
    expect(helpers.every(({ nice }) => nice > 0)).toBe(true);
    expect(all.filter(({ name, nice }) => name !== 'V8Worker' && nice !== 0)).toEqual([]);
  });
});
