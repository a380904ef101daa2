import { samplesIn } from '@app/core';
import { clip } from '../vad/recordings';
import { meanPower } from '../vad/noises';
import { normal } from '../vad/random';
import { uniform } from './distributions';

type Random = () => number;

/** A cough: a burst of noise of 150–400 ms, sharp at first and dying away, at −20 dBFS. */
export const cough = (sampleRate: number, random: Random): Int16Array =>
  burst(uniform(random, 150, 400), sampleRate, random);

/** Two of them, 80–250 ms apart. */
export function twoCoughs(sampleRate: number, random: Random): Int16Array {
  const [first, second] = [cough(sampleRate, random), cough(sampleRate, random)];
  const from = first.length + samplesIn(uniform(random, 80, 250), sampleRate);
  const both = new Int16Array(from + second.length);
  both.set(first);
  both.set(second, from);
  return both;
}

/** The throat rings low, the air hisses above it. */
function burst(ms: number, sampleRate: number, random: Random): Int16Array {
  const length = samplesIn(ms, sampleRate);
  const attack = samplesIn(8, sampleRate);
  const decay = length / uniform(random, 2, 4);
  let low = 0;
  const sound = Float64Array.from({ length }, (_, i) => {
    const fresh = normal(random);
    low += 0.25 * (fresh - low);
    return (low + 0.4 * fresh) * Math.min(1, i / attack) * Math.exp(-i / decay);
  });
  return levelled(sound, -20);
}

/** Air into the microphone: soft noise that swells and fades, 300–900 ms at −42 dBFS. */
export function breath(sampleRate: number, random: Random): Int16Array {
  const length = samplesIn(uniform(random, 300, 900), sampleRate);
  let low = 0;
  const sound = Float64Array.from({ length }, (_, i) => {
    const fresh = normal(random);
    low += 0.15 * (fresh - low);
    return (fresh - low) * Math.sin((Math.PI * i) / length);
  });
  return levelled(sound, -42);
}

function levelled(sound: Float64Array, dbfs: number): Int16Array {
  const gain = (32_768 * 10 ** (dbfs / 20)) / Math.sqrt(meanPower(sound));
  return Int16Array.from(sound, sample => clip(sample * gain));
}
