import { seeded } from '../../performance/vad/random';
import { JitterLine } from './jitter-line';

describe('JitterLine', () => {
  it.each([5, 20, 80])('keeps each for up to %s ms, and the order', jitterMs => {
    const line = new JitterLine<number>(jitterMs, seeded(1));
    const delays: number[] = [];
    const order: number[] = [];
    for (let now = 0; now < 20_000; now++) {
      if (now % 20 === 0) line.put(now, now);
      for (let put = line.take(now); put !== undefined; put = line.take(now)) {
        order.push(put);
        delays.push(now - put);
      }
    }
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order.length).toBeGreaterThan(990);
    expect(Math.max(...delays)).toBeLessThanOrEqual(jitterMs + 1);
    expect(Math.max(...delays)).toBeGreaterThan(jitterMs * 0.9);
    // Spread over all of it: half of them take at least half as long.
    expect(delays.filter(delay => delay > jitterMs / 4).length / delays.length).toBeGreaterThan(0.6);
  });

  it('says when the next one comes', () => {
    const line = new JitterLine<string>(10, () => 0.5);
    expect(line.nextAt).toBe(Number.POSITIVE_INFINITY);
    line.put('a', 100);
    expect(line.nextAt).toBe(105);
    expect(line.take(104)).toBeUndefined();
    expect(line.take(105)).toBe('a');
    expect(line.nextAt).toBe(Number.POSITIVE_INFINITY);
  });
});
