import { SaidQueue } from './said-queue';

describe('What was said beforehand', () => {
  it('is one phrase each, in order, and for one connection only where that is said', () => {
    const queue = new SaidQueue();
    queue.add({ text: 'for two', connection: 'stt-2' }, { text: 'first' }, { text: 'second' });
    expect(['stt-1', 'stt-2', 'stt-3', 'stt-4'].map(id => queue.take(id)?.text)).toEqual([
      'first',
      'for two',
      'second',
      undefined,
    ]);
    queue.add({ text: 'forgotten' });
    queue.clear();
    expect(queue.length).toBe(0);
  });
});
