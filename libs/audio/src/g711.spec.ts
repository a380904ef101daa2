import { decodeAlaw, decodeMulaw, encodeAlaw, encodeMulaw } from './g711';

/** The segments of a law as its table lists them: up to which magnitude (of 16 bits), in steps of what. */
type Segments = readonly (readonly [end: number, step: number])[];

/** G.711 table 2: 14-bit magnitudes (times 4); the first step is half as wide as the others of its segment. */
const MULAW: Segments = [
  [4, 4],
  [124, 8],
  [380, 16],
  [892, 32],
  [1916, 64],
  [3964, 128],
  [8060, 256],
  [16252, 512],
  [32636, 1024],
];

/** G.711 table 1: 13-bit magnitudes (times 8). */
const ALAW: Segments = [
  [512, 16],
  [1024, 32],
  [2048, 64],
  [4096, 128],
  [8192, 256],
  [16384, 512],
  [32768, 1024],
];

/** Where each step of a law begins and which level stands for it. */
function stepsOf(segments: Segments): { from: number; level: number }[] {
  const steps: { from: number; level: number }[] = [];
  let at = 0;
  for (const [end, step] of segments) {
    for (; at < end; at += step) steps.push({ from: at, level: at + step / 2 });
  }
  return steps;
}

const laws = [
  {
    name: 'µ-law',
    encode: encodeMulaw,
    decode: decodeMulaw,
    // The half step around zero stands for zero itself.
    steps: stepsOf(MULAW).map(({ from, level }) => ({ from, level: from === 0 ? 0 : level })),
    codeOf: (step: number, negative: boolean) => 0xff ^ step ^ (negative ? 0x80 : 0),
  },
  {
    name: 'A-law',
    encode: encodeAlaw,
    decode: decodeAlaw,
    steps: stepsOf(ALAW),
    codeOf: (step: number, negative: boolean) => 0xd5 ^ step ^ (negative ? 0x80 : 0),
  },
];

describe.each(laws)('G.711 $name', ({ encode, decode, steps, codeOf }) => {
  it('has 128 levels of each sign', () => {
    expect(steps).toHaveLength(128);
  });

  it('decodes every code to the level of the recommendation', () => {
    for (const [step, { level }] of steps.entries()) {
      const pcm = new Int16Array(2);
      decode(Uint8Array.of(codeOf(step, false), codeOf(step, true)), pcm);
      expect([pcm[0], pcm[1]]).toEqual([level, level === 0 ? 0 : -level]);
    }
  });

  it('encodes every sample to the step of the recommendation that holds it', () => {
    const samples = Int16Array.from({ length: 65536 }, (_, i) => i - 32768);
    const line = new Uint8Array(65536);
    encode(samples, line);
    const expected = Uint8Array.from(samples, sample => {
      const magnitude = sample < 0 ? -sample - 1 : sample;
      return codeOf(
        steps.findLastIndex(step => step.from <= magnitude),
        sample < 0,
      );
    });
    expect(Buffer.from(line).equals(expected)).toBe(true);
  });

  it('leaves what lies behind a short frame as it was', () => {
    const line = new Uint8Array(4).fill(1);
    encode(Int16Array.of(0, 0), line);
    expect([...line.subarray(2)]).toEqual([1, 1]);
    const pcm = new Int16Array(4).fill(7);
    decode(line.subarray(0, 2), pcm);
    expect([...pcm.subarray(2)]).toEqual([7, 7]);
  });
});
