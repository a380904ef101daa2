import { PowerSpectrum } from './power-spectrum';

/** By the definition, sample by sample. */
function slowly(samples: Int16Array, bin: number): number {
  let real = 0;
  let imaginary = 0;
  for (const [i, sample] of samples.entries()) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / samples.length);
    const turn = (2 * Math.PI * bin * i) / samples.length;
    real += sample * window * Math.cos(turn);
    imaginary -= sample * window * Math.sin(turn);
  }
  return real ** 2 + imaginary ** 2;
}

describe('The power spectrum', () => {
  it.each([8, 16, 256, 512])('of %d samples is that of the definition', size => {
    const samples = Int16Array.from({ length: size }, (_, i) => ((i * 7919) % 4001) - 1500);
    const spectrum = new PowerSpectrum(size);
    const power = new Float64Array(spectrum.bins);
    spectrum.compute(samples, power, 1, size / 2);
    for (let bin = 1; bin < size / 2; bin++) {
      const expected = slowly(samples, bin);
      expect(Math.abs(power[bin]! - expected)).toBeLessThan(1e-6 * (expected + 1));
    }
  });

  it('of a tone lies where the tone is', () => {
    const samples = Int16Array.from(
      { length: 512 },
      (_, i) => 10_000 * Math.sin((2 * Math.PI * 40 * i) / 512),
    );
    const power = new Float64Array(257);
    new PowerSpectrum(512).compute(samples, power, 4, 200);
    expect(power.indexOf(Math.max(...power))).toBe(40);
  });

  it('leaves the bins alone that nobody asked for', () => {
    const power = new Float64Array(9).fill(-1);
    new PowerSpectrum(16).compute(new Int16Array(16).fill(100), power, 2, 5);
    expect([...power].map(each => each === -1)).toEqual([
      true,
      true,
      false,
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
  });

  it.each([0, 4, 100, 131_072])('refuses %d samples', size => {
    expect(() => new PowerSpectrum(size)).toThrow(RangeError);
  });
});
