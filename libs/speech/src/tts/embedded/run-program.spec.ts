import { systemClock } from '@app/core';
import { VirtualClock } from '@app/testing';
import { runProgram } from './run-program';

const run = (
  script: string,
  { input = '', maxBytes = 1 << 20, clock = systemClock, signal = new AbortController().signal } = {},
): Promise<Buffer> =>
  runProgram(process.execPath, ['-e', script], input, { timeoutMs: 500, maxBytes }, clock, signal);

const FOR_EVER = 'setInterval(() => undefined, 1000)';

describe('Running a program', () => {
  it('gives it the input and gives back what it writes', async () => {
    const output = await run('process.stdin.pipe(process.stdout)', {
      input: '$(date) `date` 您好',
      clock: new VirtualClock(),
    });
    expect(output.toString()).toBe('$(date) `date` 您好');
  });

  it('ends it with the turn', async () => {
    const turn = new AbortController();
    const running = run(FOR_EVER, { clock: new VirtualClock(), signal: turn.signal });
    turn.abort(new Error('over'));
    await expect(running).rejects.toThrow('over');
    await expect(run(FOR_EVER, { signal: turn.signal })).rejects.toThrow('over');
  });

  it('ends it when it takes too long', async () => {
    const clock = new VirtualClock();
    const running = run(FOR_EVER, { clock });
    clock.advance(500);
    await expect(running).rejects.toMatchObject({ code: 'provider_timeout' });
    expect(clock.active).toBe(0);
  });

  it('ends it when it writes without end', async () => {
    const endless = `const more = () => process.stdout.write('x'.repeat(1000), more); more()`;
    const running = run(endless, { maxBytes: 10_000, clock: new VirtualClock() });
    await expect(running).rejects.toThrow('wrote over 10000 bytes');
  });

  it('says what it complained of', async () => {
    const running = run(`console.error('no such voice'); process.exit(3)`, { clock: new VirtualClock() });
    await expect(running).rejects.toThrow('ended with 3: no such voice');
  });

  it('says when it cannot be started', async () => {
    const limits = { timeoutMs: 500, maxBytes: 1 };
    const { signal } = new AbortController();
    const running = runProgram('/nowhere/at-all', [], 'text', limits, new VirtualClock(), signal);
    await expect(running).rejects.toThrow('/nowhere/at-all did not start');
  });
});
