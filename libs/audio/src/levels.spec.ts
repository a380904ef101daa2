import { levelDb, rms } from './levels';

const sine = (peak: number): Int16Array =>
  Int16Array.from({ length: 1600 }, (_, i) => peak * Math.sin((2 * Math.PI * i) / 160));

describe('The level of audio', () => {
  it('is 0 and −∞ dB for silence and for nothing', () => {
    expect([rms(new Int16Array(160)), rms(new Int16Array(0))]).toEqual([0, 0]);
    expect([levelDb(new Int16Array(160)), levelDb(new Int16Array(0))]).toEqual([-Infinity, -Infinity]);
  });

  it('is 1 and 0 dB for the loudest square wave, 3 dB less for a sine', () => {
    const square = Int16Array.from({ length: 160 }, (_, i) => (i % 2 ? -32768 : 32767));
    expect(rms(square)).toBeCloseTo(1, 4);
    expect(levelDb(square)).toBeCloseTo(0, 3);
    expect(levelDb(sine(32767))).toBeCloseTo(-3.01, 2);
  });

  it('falls by 20 dB when the amplitude falls to a tenth', () => {
    expect(levelDb(sine(30000)) - levelDb(sine(3000))).toBeCloseTo(20, 1);
  });
});
