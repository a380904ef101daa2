import { VirtualClock } from '@app/testing';
import { Timers } from '../server/timers';
import { Answer } from './answer';
import type { StreamFault } from './fault';

function answerWith(...faults: StreamFault[]) {
  const seen: unknown[] = [];
  const clock = new VirtualClock();
  const outlet = {
    send: (data: string | Buffer) => void seen.push(String(data)),
    close: (code: number, reason: string) => void seen.push({ code, reason }),
    cut: () => void seen.push('cut'),
  };
  const timers = new Timers(clock);
  const answer = new Answer(outlet, timers, faults);
  const say = (...texts: string[]): void => {
    for (const data of texts) answer.send({ data, audioMs: 100, misnamed: () => `other ${data}` });
  };
  return { seen, clock, timers, answer, say };
}

describe('An answer', () => {
  it('comes as it is where nothing is wrong', () => {
    const { seen, say } = answerWith();
    say('one', 'two');
    expect(seen).toEqual(['one', 'two']);
  });

  it('stalls after so many messages and says nothing more', () => {
    const { seen, say, answer } = answerWith({ kind: 'stall', messages: 2 });
    say('one', 'two', 'three', 'four');
    expect(seen).toEqual(['one', 'two']);
    expect(answer.over).toBe(true);
  });

  it('closes with a code, or is cut, after so much audio', () => {
    const closing = answerWith({ kind: 'close', code: 1011, reason: 'oops', audioMs: 200 });
    closing.say('one', 'two', 'three');
    expect(closing.seen).toEqual(['one', 'two', { code: 1011, reason: 'oops' }]);
    const cutting = answerWith({ kind: 'cut', audioMs: 500 });
    cutting.answer.received(499);
    expect(cutting.seen).toEqual([]);
    cutting.answer.received(1);
    expect(cutting.seen).toEqual(['cut']);
  });

  it('has one message truncated, made garbage or given to another request, then goes on', () => {
    const { seen, say } = answerWith(
      { kind: 'truncate', messages: 1 },
      { kind: 'garbage', messages: 2 },
      { kind: 'wrong-request-id', messages: 3 },
    );
    say('first', 'second', 'third', 'fourth', 'fifth');
    expect(seen).toEqual(['first', 'sec', expect.stringContaining('garbage'), 'other fourth', 'fifth']);
  });

  it('truncates binary messages within their headers', () => {
    const { seen, answer } = answerWith({ kind: 'truncate' });
    answer.send({ data: Buffer.alloc(5000, 'x') });
    expect(seen).toEqual(['x'.repeat(24)]);
  });

  it('drips at the rate it is told, in order', () => {
    const { seen, say, clock, timers } = answerWith({ kind: 'drip', bytesPerSecond: 10 });
    say('12345', '1234567890', '1');
    clock.advance(499);
    expect(seen).toEqual([]);
    clock.advance(1);
    expect(seen).toEqual(['12345']);
    clock.advance(1100);
    expect(seen).toEqual(['12345', '1234567890', '1']);
    expect(timers.active).toBe(0);
  });
});

describe('Timers', () => {
  it('end with what they belong to', () => {
    const clock = new VirtualClock();
    const timers = new Timers(clock);
    const fired: string[] = [];
    timers.after(0, () => fired.push('at once'));
    timers.after(10, () => fired.push('later'));
    timers.close();
    timers.after(0, () => fired.push('never'));
    clock.advance(100);
    expect(fired).toEqual(['at once']);
    expect(clock.active).toBe(0);
  });
});
