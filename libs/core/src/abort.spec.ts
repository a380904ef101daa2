import { getEventListeners } from 'node:events';
import { asError, deriveAbort, raceAbort } from './abort';

const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

describe('deriveAbort', () => {
  it('follows its parent, with the parent’s reason', () => {
    const parent = new AbortController();
    const child = deriveAbort(parent.signal);
    parent.abort('call over');
    expect(child.signal.aborted).toBe(true);
    expect(child.signal.reason).toBe('call over');
    expect(listeners(parent.signal)).toBe(0);
  });

  it('is aborted from the start under an aborted parent', () => {
    const child = deriveAbort(AbortSignal.abort('gone'));
    expect(child.signal.reason).toBe('gone');
  });

  it('aborts alone, leaving its parent and no listener behind', () => {
    const parent = new AbortController();
    const child = deriveAbort(parent.signal);
    child.abort('turn over');
    expect(child.signal.reason).toBe('turn over');
    expect(parent.signal.aborted).toBe(false);
    expect(listeners(parent.signal)).toBe(0);
  });

  it('leaves no listener on a call that outlives a thousand turns', () => {
    const call = new AbortController();
    for (let turn = 0; turn < 1000; turn++) deriveAbort(call.signal).dispose();
    expect(listeners(call.signal)).toBe(0);
  });

  it('no longer follows once disposed', () => {
    const parent = new AbortController();
    const child = deriveAbort(parent.signal);
    expect(listeners(parent.signal)).toBe(1);
    child.dispose();
    parent.abort();
    expect(child.signal.aborted).toBe(false);
  });
});

describe('raceAbort', () => {
  it('settles as the work does and leaves no listener', async () => {
    const { signal } = new AbortController();
    await expect(raceAbort(Promise.resolve('done'), signal)).resolves.toBe('done');
    await expect(raceAbort(Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
    expect(listeners(signal)).toBe(0);
  });

  it('rejects with the reason at once, however long the work goes on', async () => {
    const controller = new AbortController();
    const raced = raceAbort(new Promise<never>(() => undefined), controller.signal);
    controller.abort(new Error('interrupted'));
    await expect(raced).rejects.toThrow('interrupted');
    expect(listeners(controller.signal)).toBe(0);
  });

  it('swallows what the work throws after the abort', async () => {
    const controller = new AbortController();
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise<never>((_, reject) => (fail = reject));
    const raced = raceAbort(work, controller.signal);
    controller.abort(new Error('interrupted'));
    fail(new Error('too late'));
    await expect(raced).rejects.toThrow('interrupted');
    await expect(raceAbort(Promise.reject(new Error('unseen')), controller.signal)).rejects.toThrow(
      'interrupted',
    );
  });
});

describe('asError', () => {
  it('keeps an error and wraps anything else', () => {
    const error = new Error('as it is');
    expect(asError(error)).toBe(error);
    expect(asError('why').message).toBe('why');
  });
});
