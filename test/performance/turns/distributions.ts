import { normal } from '../vad/random';

type Random = () => number;

const lognormal = (random: Random, median: number, spread: number): number =>
  median * Math.exp(spread * normal(random));

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

export const uniform = (random: Random, least: number, most: number): number =>
  least + random() * (most - least);

export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

/** Pauses for thought in the middle of a sentence: from 200 ms, half below 370 ms, one in ten above 780 ms, to 1200 ms. */
export const thinkingPause = (random: Random): number =>
  within(200 - 250 * Math.log(1 - random()), 200, 1200);

/** After "um" and "and", which announce one: half below 550 ms. */
export const announcedPause = (random: Random): number => within(lognormal(random, 550, 0.45), 200, 1200);

/** Between groups of digits. */
export const dictationPause = (random: Random): number => within(lognormal(random, 420, 0.35), 200, 1200);

/** From the end of a word to the partial that has it. */
export const partialDelay = (random: Random): number => uniform(random, 80, 300);

/** From the end of the last word to the recogniser's being sure of it. */
export const stableDelay = (random: Random): number => uniform(random, 200, 380);

/** From the end of an utterance to its final: half within 200 ms, one in 25 late, up to 1.8 s. */
export const finalDelay = (random: Random): number =>
  random() < 0.04 ? uniform(random, 900, 1800) : within(lognormal(random, 200, 0.5), 60, 900);

/** To the first word of the reply. */
export const replyDelay = (random: Random): number => within(lognormal(random, 260, 0.45), 80, 1500);

/** To the first sound of a sentence. */
export const speechDelay = (random: Random): number => within(lognormal(random, 110, 0.35), 40, 600);
