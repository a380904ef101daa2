import { bytesFromPcm, mixToMono, pcmFromBytes } from './pcm';

describe('PCM16 bytes', () => {
  it('are little endian', () => {
    expect([...pcmFromBytes(Uint8Array.of(1, 0, 0xff, 0xff, 0, 0x80))]).toEqual([1, -1, -32768]);
    expect([...bytesFromPcm(Int16Array.of(1, -2))]).toEqual([1, 0, 0xfe, 0xff]);
  });

  it('are shared where they can be, copied where they lie at an odd address', () => {
    const bytes = Uint8Array.of(9, 1, 0, 2, 0);
    expect([...pcmFromBytes(bytes.subarray(1))]).toEqual([1, 2]);
    const aligned = pcmFromBytes(bytes.subarray(0, 4));
    bytes[0] = 5;
    expect(aligned[0]).toBe(0x0105);
  });

  it('lose an odd last byte', () => {
    expect([...pcmFromBytes(Uint8Array.of(1, 0, 7))]).toEqual([1]);
    expect([...pcmFromBytes(Uint8Array.of(9, 1, 0, 7).subarray(1))]).toEqual([1]);
    expect(pcmFromBytes(new Uint8Array(1))).toHaveLength(0);
  });

  it('see only their own part of the samples', () => {
    expect([...bytesFromPcm(Int16Array.of(1, 2, 3).subarray(1, 2))]).toEqual([2, 0]);
  });
});

describe('Mixing to mono', () => {
  it('averages the channels without clipping', () => {
    expect([...mixToMono(Int16Array.of(100, 200, 32767, 32767, -32768, -32768), 2)]).toEqual([
      150, 32767, -32768,
    ]);
    expect([...mixToMono(Int16Array.of(3, 6, 9), 3)]).toEqual([6]);
  });

  it('leaves mono as it is and an incomplete last frame out', () => {
    const mono = Int16Array.of(1, 2);
    expect(mixToMono(mono, 1)).toBe(mono);
    expect([...mixToMono(Int16Array.of(2, 4, 6), 2)]).toEqual([3]);
  });
});
