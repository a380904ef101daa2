import { Resampler, resample } from './resampler';
import { fitSine, levelBeside, sine } from './sine-fit.spec-kit';

const rates = [8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000];

/** Two of them so odd that their filter has no row for every phase. */
const odd = [
  [47999, 16000],
  [8001, 24000],
] as const;

const pairs = [
  ...rates.flatMap(from => rates.filter(to => to !== from).map(to => [from, to] as const)),
  ...odd,
];

describe.each(pairs)('Resampling %d Hz to %d Hz', (from, to) => {
  const nyquist = Math.min(from, to) / 2;

  it.each([0.05, 0.5, 0.85])('keeps a tone at %d of what both can carry, and adds nothing', part => {
    const hz = nyquist * part;
    const { gain, rest } = fitSine(resample(sine(hz, from), from, to), hz, to);
    expect(Math.abs(gain)).toBeLessThan(0.5);
    expect(rest).toBeLessThan(-60);
  });

  it('lets nothing through that the lower rate cannot carry', () => {
    for (const part of [1.15, 1.4, 2.2, 3.1]) {
      const hz = nyquist * part;
      if (hz < from / 2) expect(levelBeside(resample(sine(hz, from), from, to))).toBeLessThan(-60);
    }
  });

  it('gives exactly one second of output for one of input, for ever', () => {
    const resampler = new Resampler(from, to);
    const second = new Int16Array(from);
    const out = new Int16Array(resampler.capacity(from));
    const lengths = new Set<number>();
    for (let i = 0; i < 3; i++) lengths.add(resampler.process(second, out));
    expect([...lengths]).toEqual([to]);
  });
});

const streams = [[8000, 16000], [16000, 8000], [48000, 16000], [44100, 16000], ...odd] as const;

describe.each(streams)('A stream of %d Hz to %d Hz', (from, to) => {
  const input = sine(440, from);

  const stream = (resampler: Resampler, sizes: readonly number[]): number[] => {
    const pieces: number[] = [];
    for (let at = 0, turn = 0; at < input.length; turn++) {
      const piece = input.subarray(at, at + sizes[turn % sizes.length]!);
      const out = new Int16Array(resampler.capacity(piece.length));
      pieces.push(...out.subarray(0, resampler.process(piece, out)));
      at += piece.length;
    }
    return pieces;
  };

  it.each([[[1]], [[160]], [[1, 0, 160, 7, 1000, 3001]]])('is the same in chunks of %p', sizes => {
    const whole = stream(new Resampler(from, to), [input.length]);
    expect(stream(new Resampler(from, to), sizes)).toEqual(whole);
  });

  it('begins anew after its end, and after a reset', () => {
    const resampler = new Resampler(from, to);
    const first = stream(resampler, [160]);
    resampler.flush(new Int16Array(resampler.capacity(0)));
    expect(stream(resampler, [160])).toEqual(first);
    resampler.reset();
    expect(stream(resampler, [160])).toEqual(first);
  });

  it('is late by what it says, and its end holds the rest', () => {
    const resampler = new Resampler(from, to);
    const output = stream(resampler, [160]);
    const tail = new Int16Array(resampler.capacity(0));
    output.push(...tail.subarray(0, resampler.flush(tail)));
    const late = (resampler.delaySamples * to) / from;
    expect(Math.abs(output.length - (input.length * to) / from - late)).toBeLessThanOrEqual(1);
    const wanted = resample(input, from, to);
    expect(output.slice(Math.round(late), Math.round(late) + wanted.length)).toEqual([...wanted]);
  });

  it('keeps a click of a whole clip in its place', () => {
    const click = new Int16Array(from);
    click[Math.round(from / 5)] = 32000;
    const output = resample(click, from, to);
    expect(output).toHaveLength(to);
    const peak = output.indexOf(Math.max(...output));
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

it.each([
  [0, 16000],
  [16000, -8000],
  [16000.5, 8000],
  [NaN, 8000],
  [8000, Infinity],
])('refuses rates such as %d Hz to %d Hz', (from, to) => {
  expect(() => new Resampler(from, to)).toThrow(RangeError);
});
