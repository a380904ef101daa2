import { VirtualClock } from '@app/testing';
import type { InputFormat } from '@app/protocol';
import { IntakeMeter } from './intake-meter';

const pcm16: InputFormat = { encoding: 'pcm16', sampleRate: 16_000 };
const BURST_MS = 5000;

describe('IntakeMeter', () => {
  const setUp = (format: InputFormat = pcm16): { clock: VirtualClock; meter: IntakeMeter } => {
    const clock = new VirtualClock();
    return { clock, meter: new IntakeMeter(clock, format, BURST_MS) };
  };

  it.each([
    ['20 ms of PCM16', pcm16, 640, true, 20],
    ['10 ms of PCM16', pcm16, 320, true, 10],
    ['20 ms of µ-law', { encoding: 'mulaw', sampleRate: 8000 } as const, 160, true, 20],
    ['20 ms of Opus', { encoding: 'opus', sampleRate: 48_000 } as const, 1275, true, 20],
    ['20 ms of 48 kHz stereo in JSON', pcm16, 5300, false, 20],
    ['20 ms of 16 kHz in JSON', pcm16, 1000, false, 20],
  ] as const)('takes %s in real time for ever', (_, format, bytes, isBinary, everyMs) => {
    const { clock, meter } = setUp(format);
    for (let i = 0; i < 10_000; i++) {
      expect(meter.take(bytes, isBinary)).toBe(0);
      clock.advance(everyMs);
    }
  });

  it('takes a burst after a pause, then one and a half times real time, and says how long to wait', () => {
    const { clock, meter } = setUp();
    for (let i = 0; i < BURST_MS / 20; i++) expect(meter.take(640, true)).toBe(0);
    expect(meter.take(640, true)).toBe(14);
    clock.advance(14);
    expect(meter.take(640, true)).toBe(0);
    clock.advance(60_000);
    for (let i = 0; i < BURST_MS / 20; i++) expect(meter.take(640, true)).toBe(0);
    expect(meter.take(640, true)).toBeGreaterThan(0);
  });

  it('counts messages of next to nothing too', () => {
    const { meter } = setUp();
    let taken = 0;
    while (meter.take(2, true) === 0) taken++;
    expect(taken).toBe(BURST_MS / 10);
  });

  it('counts bytes that are no audio', () => {
    const { meter } = setUp();
    let taken = 0;
    while (meter.take(256 * 1024, false) === 0) taken++;
    expect(taken).toBe(4);
  });
});
