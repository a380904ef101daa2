import { WaitingLine } from './waiting-line';

describe('A waiting line', () => {
  it('admits in order of asking, passing over who has left', async () => {
    const line = new WaitingLine(1);
    const wanted = new AbortController().signal;
    const leaver = new AbortController();
    const order: string[] = [];
    await line.enter(wanted);
    const second = line.enter(wanted).then(() => order.push('second'));
    const gone = line.enter(leaver.signal).catch((error: Error) => order.push(error.message));
    const third = line.enter(wanted).then(() => order.push('third'));
    expect(line.length).toBe(3);
    leaver.abort(new Error('gone'));
    await gone;
    line.leave();
    await second;
    line.leave();
    await third;
    expect(line.length).toBe(0);
    expect(order).toEqual(['gone', 'second', 'third']);
  });

  it('keeps a place that nobody waits for', async () => {
    const line = new WaitingLine(1);
    const { signal } = new AbortController();
    await line.enter(signal);
    line.leave();
    await expect(line.enter(signal)).resolves.toBeUndefined();
  });

  it('does not admit who has gone before asking', async () => {
    await expect(new WaitingLine(1).enter(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  });
});
