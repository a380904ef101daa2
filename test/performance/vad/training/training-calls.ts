import type { Interval } from '../align-by-energy';
import { BENCH_RATE, meanPower, noiseNames, noises } from '../noises';
import { seeded } from '../random';
import { clip, levelled } from '../recordings';
import type { Recording } from '../recordings';
import { lines, makeCall } from '../test-calls';
import type { TestCall } from '../test-calls';

const BABBLERS = 6;

/** Calls of synthesised voices: each at a level, a pace of pauses, a room and a noise of its own, over either line. */
export function* trainingCalls(
  voices: readonly Recording[],
  count: number,
  seed: number,
): Generator<TestCall> {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  for (let i = 0; i < count; i++) {
    const spoken = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(voices));
    const level = -38 + random() * 22;
    const recording = inRoom(levelled(inTurn(spoken, random), level), random);
    const others = Array.from({ length: BABBLERS }, () => pick(voices));
    const clean = random() < 0.25;
    const noise = clean ? 'none' : pick(noiseNames);
    const snr = clean ? 'clean' : random() * 24;
    yield makeCall(recording, noise, snr, pick(lines), others, seed + i);
  }
}

/** One after the other, with pauses of 0.2 to 1.2 s. */
function inTurn(spoken: readonly Recording[], random: () => number): Recording {
  const pcm: number[] = [];
  const speech: Interval[] = [];
  for (const sentence of spoken) {
    const startMs = (pcm.length * 1000) / BENCH_RATE;
    const from = levelled(sentence).pcm;
    for (const sample of from) pcm.push(sample);
    speech.push(...sentence.speech.map(([start, end]): Interval => [start + startMs, end + startMs]));
    for (let rest = Math.round((0.2 + random()) * BENCH_RATE); rest > 0; rest--) pcm.push(0);
  }
  return { name: spoken.map(each => each.name).join(', '), pcm: Int16Array.from(pcm), speech };
}

/** The synthesiser knows no room. Recordings bring theirs: steady noise, 25 to 55 dB below the voice, and an echo. */
function inRoom(recording: Recording, random: () => number): Recording {
  const { pcm } = recording;
  const delay = Math.round((0.01 + random() * 0.05) * BENCH_RATE);
  const echo = random() < 0.5 ? 0 : random() * 0.35;
  const room = (random() < 0.5 ? noises.pink : noises.white)(pcm.length, random, []);
  const gain = Math.sqrt(meanPower(pcm) / meanPower(room) / 10 ** (2.5 + random() * 3));
  const out = Float64Array.from(pcm);
  for (let i = delay; i < out.length; i++) out[i]! += out[i - delay]! * echo;
  return { ...recording, pcm: Int16Array.from(out, (sample, i) => clip(sample + room[i]! * gain)) };
}
