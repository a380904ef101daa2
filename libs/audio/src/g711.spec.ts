import { decodeAlaw, decodeMulaw, encodeAlaw, encodeMulaw } from './g711';

const codes = Uint8Array.from({ length: 256 }, (_, code) => code);

const laws = [
  { name: 'µ-law', encode: encodeMulaw, decode: decodeMulaw, zero: 0xff, loudest: 32124, twoZeros: true },
  { name: 'A-law', encode: encodeAlaw, decode: decodeAlaw, zero: 0xd5, loudest: 32256, twoZeros: false },
];

describe.each(laws)('G.711 $name', ({ encode, decode, zero, loudest, twoZeros }) => {
  const levels = new Int16Array(256);
  decode(codes, levels);

  it('has the levels of the recommendation', () => {
    expect(Math.max(...levels)).toBe(loudest);
    expect(Math.min(...levels)).toBe(-loudest);
    expect(new Set(levels).size).toBe(twoZeros ? 255 : 256);
    const silence = new Uint8Array(1);
    encode(Int16Array.of(0), silence);
    expect(silence[0]).toBe(zero);
  });

  it('gives every level its own code back', () => {
    const again = new Uint8Array(256);
    encode(levels, again);
    const back = new Int16Array(256);
    decode(again, back);
    expect(back).toEqual(levels);
  });

  it('takes every sample to a level next to it', () => {
    const sorted = [...new Set(levels)].sort((a, b) => a - b);
    const samples = Int16Array.from({ length: 65536 }, (_, i) => i - 32768);
    const line = new Uint8Array(65536);
    const back = new Int16Array(65536);
    encode(samples, line);
    decode(line, back);
    let below = 0;
    for (const [i, sample] of samples.entries()) {
      while (below + 2 < sorted.length && sorted[below + 1]! <= sample) below++;
      expect([sorted[below], sorted[below + 1]].includes(back[i])).toBe(true);
    }
  });
});
