import { FRAME_MS } from '@app/core';
import type { VoiceActivity } from '@app/core';
import { listen } from './listening';
import { BENCH_RATE } from './noises';
import { makeCall } from './test-calls';
import type { TestCall } from './test-calls';
import type { Recording } from './recordings';

/** How much of the call on which cost is measured is silence: a caller listens more than they speak. */
const SILENCE = 0.6;
/** A line is never quite silent. */
const LINE_SNR = 40;
/** The quickest of so many rounds counts, each at least so long: others use this machine too. */
const ROUNDS = 5;
const ROUND_CPU_US = 150_000;

/** All recordings one after the other, each followed by as much silence as it takes, over a line with little noise. */
export function costCall(recordings: readonly Recording[], seed: number): TestCall {
  const parts = recordings.map(({ pcm, speech }) => {
    const spoken = speech.reduce((sum, [start, end]) => sum + end - start, 0);
    const length = Math.round(((spoken / (1 - SILENCE)) * BENCH_RATE) / 1000);
    const part = new Int16Array(Math.max(length, pcm.length));
    part.set(pcm);
    return part;
  });
  const pcm = Int16Array.from(parts.flatMap(part => [...part]));
  const all: Recording = { name: 'all', pcm, speech: [[0, (pcm.length * 1000) / BENCH_RATE]] };
  return makeCall(all, 'pink', LINE_SNR, 'wideband', [], seed, 0);
}

/** CPU of the whole process, its threads included, in µs for each frame of 20 ms. */
export function costOf(engine: VoiceActivity, call: TestCall): number {
  const frames = Math.floor((call.pcm.length * 1000) / call.sampleRate / FRAME_MS);
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    let used = 0;
    let calls = 0;
    while (used < ROUND_CPU_US) {
      listen(engine, call);
      calls++;
      const { user, system } = process.cpuUsage(before);
      used = user + system;
    }
    least = Math.min(least, used / (calls * frames));
  }
  return least;
}
