import { Resampler, resample } from './resampler';

const tone = (hz: number, rate: number, seconds = 0.5): Int16Array =>
  Int16Array.from({ length: rate * seconds }, (_, i) => 16000 * Math.sin((2 * Math.PI * hz * i) / rate));

/** Level of one frequency, dB relative to the tone's own. */
function levelAt(pcm: Int16Array, hz: number, rate: number): number {
  let re = 0;
  let im = 0;
  const edge = Math.floor(pcm.length * 0.1);
  const inner = pcm.subarray(edge, pcm.length - edge);
  for (const [i, sample] of inner.entries()) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / inner.length);
    re += sample * window * Math.cos((2 * Math.PI * hz * i) / rate);
    im += sample * window * Math.sin((2 * Math.PI * hz * i) / rate);
  }
  return 20 * Math.log10((4 * Math.hypot(re, im)) / inner.length / 16000 + 1e-9);
}

const pairs = [
  [8000, 16000],
  [16000, 8000],
  [48000, 16000],
  [24000, 16000],
  [16000, 24000],
  [44100, 16000],
  [11025, 16000],
  [22050, 8000],
] as const;

describe.each(pairs)('Resampling %d Hz to %d Hz', (from, to) => {
  const nyquist = Math.min(from, to) / 2;

  it('keeps what both rates can carry', () => {
    for (const part of [0.05, 0.3, 0.6, 0.85]) {
      const hz = nyquist * part;
      expect(Math.abs(levelAt(resample(tone(hz, from), from, to), hz, to))).toBeLessThan(0.5);
    }
  });

  it('lets no alias and no image through', () => {
    if (from > to) {
      const hz = nyquist * 1.15;
      if (hz < from / 2) expect(levelAt(resample(tone(hz, from), from, to), to - hz, to)).toBeLessThan(-60);
    } else {
      const hz = nyquist * 0.85;
      expect(levelAt(resample(tone(hz, from), from, to), from - hz, to)).toBeLessThan(-60);
    }
  });

  it('gives the same samples however the stream is cut', () => {
    const input = tone(440, from);
    const whole = new Int16Array(new Resampler(from, to).capacity(input.length));
    const length = new Resampler(from, to).process(input, whole);
    const resampler = new Resampler(from, to);
    const pieces: number[] = [];
    const sizes = [1, 160, 7, 1000, 3001];
    for (let at = 0, turn = 0; at < input.length; turn++) {
      const piece = input.subarray(at, at + sizes[turn % sizes.length]!);
      const out = new Int16Array(resampler.capacity(piece.length));
      pieces.push(...out.subarray(0, resampler.process(piece, out)));
      at += piece.length;
    }
    expect(pieces).toEqual([...whole.subarray(0, length)]);
  });

  it('does not drift', () => {
    const resampler = new Resampler(from, to);
    const second = new Int16Array(from);
    const out = new Int16Array(resampler.capacity(from));
    let total = 0;
    for (let i = 0; i < 60; i++) total += resampler.process(second, out);
    expect(Math.abs(total - 60 * to)).toBeLessThanOrEqual(1);
  });

  it('keeps a whole clip in its place and length', () => {
    const click = new Int16Array(from);
    click[from / 5] = 32000;
    const output = resample(click, from, to);
    expect(output.length).toBe(to);
    const peak = output.reduce(
      (best, sample, i) => (Math.abs(sample) > Math.abs(output[best]!) ? i : best),
      0,
    );
    expect(Math.abs(peak - to / 5)).toBeLessThanOrEqual(1);
  });
});

it('clips instead of wrapping round', () => {
  const square = Int16Array.from({ length: 1600 }, (_, i) => (i % 40 < 20 ? 32767 : -32768));
  const output = resample(square, 8000, 16000);
  const jumps = output.reduce(
    (worst, sample, i) => Math.max(worst, Math.abs(sample - (output[i - 1] ?? sample))),
    0,
  );
  expect(jumps).toBeLessThan(50000);
  expect(Math.max(...output)).toBe(32767);
});
