import { LeakDetector } from './leak-detector';
import type { Leak, MemorySample } from './leak-detector';

/** What is said after so many samples, five calls apart. */
function after(samples: number, at: (calls: number) => Omit<MemorySample, 'callsEnded'>): Leak | null {
  const detector = new LeakDetector();
  let leak: Leak | null = null;
  for (let n = 0; n < samples; n++) leak = detector.add({ callsEnded: n * 5, ...at(n * 5) });
  return leak;
}

const HEAP = 100_000_000;
const noise = (calls: number): number => ((calls * 7919) % 1000) - 500;

describe('leaks', () => {
  it('are seen where memory grows with every call, and what grows with it is named', () => {
    const leak = after(20, calls => ({
      heapBytes: HEAP + calls * 50_000 + noise(calls),
      kinds: { Timeout: 3 + calls, TCPSocketWrap: 10 + (calls % 3), calls: 4 },
    }));
    expect(leak?.suspect).toBe('Timeout');
    expect(Math.abs(leak!.bytesPerCall - 50_000)).toBeLessThan(100);
  });

  it('are blamed on the heap where nothing that is counted grows', () => {
    expect(
      after(20, calls => ({ heapBytes: HEAP + calls * 50_000, kinds: { Timeout: 3 } }))?.suspect,
    ).toBeNull();
  });

  it.each([
    ['goes up and down', 20, (calls: number) => HEAP + (calls % 20) * 1_000_000],
    ['grows by next to nothing', 20, (calls: number) => HEAP + calls * 100],
    ['grows while the first calls come', 6, (calls: number) => HEAP + calls * 500_000],
  ])('are not seen where memory %s', (_, samples, heap) => {
    expect(after(samples, calls => ({ heapBytes: heap(calls), kinds: {} }))).toBeNull();
  });

  it('are not seen where memory grew without a call', () => {
    const detector = new LeakDetector();
    for (let n = 0; n < 20; n++) {
      expect(detector.add({ callsEnded: 100, heapBytes: HEAP + n * 1e6, kinds: {} })).toBeNull();
    }
  });
});
