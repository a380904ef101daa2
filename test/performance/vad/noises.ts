import { normal } from './random';

export const BENCH_RATE = 16_000;

/** Makes `length` samples at 16 kHz of any level; whoever mixes them sets it. */
export type NoiseMaker = (
  length: number,
  random: () => number,
  others: readonly Int16Array[],
) => Float64Array;

const white: NoiseMaker = (length, random) => Float64Array.from({ length }, () => normal(random));

/** White noise through three leaky sums, −3 dB an octave above 40 Hz (P. Kellet's filter). */
const pink: NoiseMaker = (length, random) => {
  let low = 0;
  let middle = 0;
  let high = 0;
  return Float64Array.from({ length }, () => {
    const fresh = normal(random);
    low = 0.99765 * low + fresh * 0.099046;
    middle = 0.963 * middle + fresh * 0.2965164;
    high = 0.57 * high + fresh * 1.0526913;
    return low + middle + high + fresh * 0.1848;
  });
};

/** Everybody else talks at once, each from a point of their own on, round and round. */
const babble: NoiseMaker = (length, random, others) => {
  const sum = new Float64Array(length);
  for (const voice of others) {
    const level = 1 / Math.sqrt(meanPower(voice));
    const from = Math.floor(random() * voice.length);
    for (let i = 0; i < length; i++) sum[i]! += voice[(from + i) % voice.length]! * level;
  }
  return sum;
};

/** Mains: 50 Hz and its multiples up to the seventh, the odd ones stronger, slowly swelling. */
const hum: NoiseMaker = (length, random) => {
  const phases = Array.from({ length: 7 }, () => random() * 2 * Math.PI);
  const swell = 0.1 + random() * 0.2;
  return Float64Array.from({ length }, (_, i) => {
    const seconds = i / BENCH_RATE;
    let sum = 0;
    for (const [n, phase] of phases.entries()) {
      const strength = n % 2 === 0 ? 1 / (n + 1) : 0.3 / (n + 1);
      sum += strength * Math.sin(2 * Math.PI * 50 * (n + 1) * seconds + phase);
    }
    return sum * (1 + 0.2 * Math.sin(2 * Math.PI * swell * seconds));
  });
};

/** Somebody types: a key goes down and, a little later and softer, up; each rings for a few milliseconds. */
const clicks: NoiseMaker = (length, random) => {
  const out = Float64Array.from({ length }, () => normal(random) * 1e-3);
  for (let at = 0; at < length; at += Math.round(BENCH_RATE * (0.08 + random() * 0.25))) {
    const strength = 0.5 + random();
    strike(out, at, strength, random);
    strike(out, at + Math.round(BENCH_RATE * (0.05 + random() * 0.06)), strength * 0.5, random);
  }
  return out;
};

function strike(out: Float64Array, at: number, strength: number, random: () => number): void {
  const ring = 1500 + random() * 3000;
  const decay = BENCH_RATE * (0.001 + random() * 0.003);
  const end = Math.min(out.length, at + Math.round(decay * 6));
  for (let i = at; i < end; i++) {
    const tone = Math.sin((2 * Math.PI * ring * (i - at)) / BENCH_RATE);
    out[i]! += strength * Math.exp((at - i) / decay) * (0.5 * tone + 0.5 * normal(random));
  }
}

export const noises = { white, pink, babble, hum, clicks } as const satisfies Record<string, NoiseMaker>;

export type NoiseName = keyof typeof noises;

export const noiseNames = Object.keys(noises) as NoiseName[];

export function meanPower(samples: Int16Array | Float64Array, from = 0, to = samples.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += samples[i]! * samples[i]!;
  return sum / Math.max(1, to - from);
}
