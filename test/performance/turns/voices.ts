import { resample } from '@app/audio';
import { samplesIn } from '@app/core';
import { joined } from '../vad/align-by-energy';
import type { Interval } from '../vad/align-by-energy';
import { BENCH_RATE, meanPower } from '../vad/noises';
import type { SpokenRecording } from './aligned-words';

/** Sound with somebody speaking from its first sample to its last. */
export type Slice = Int16Array;

/** Units further apart are not fluent speech. */
const FLUENT_GAP_MS = 120;
/** Where words are not aligned, speech may be cut at the quietest moment in this range after the cut before. */
const UNIT_MS: Interval = [160, 420];
const STEP_MS = 10;
/** What is cut out of speech begins and ends without a click. */
const FADE_MS = 6;

/** One person's recordings, to be cut between words. Sounds come out at the rate of the line. */
export class Voice {
  private readonly wordsKnown: boolean;
  private readonly runs: { readonly pcm: Int16Array; readonly units: readonly Interval[] }[];

  /** @param recordings of one person, at 16 kHz, with the words (or the speech) of each */
  constructor(
    readonly name: string,
    recordings: readonly SpokenRecording[],
    private readonly sampleRate: number,
  ) {
    this.wordsKnown = recordings.every(({ words }) => words !== null);
    this.runs = recordings.flatMap(recording => {
      const units = recording.speech.flatMap(interval => unitsOf(recording.pcm, interval));
      const pcm = sampleRate === BENCH_RATE ? recording.pcm : resample(recording.pcm, BENCH_RATE, sampleRate);
      return joined(units, FLUENT_GAP_MS).map(([start, end]) => ({
        pcm,
        units: units.filter(unit => unit[0] >= start && unit[1] <= end),
      }));
    });
  }

  /**
   * Fluent speech from the beginning of a unit to the end of one, about as long as that; at most as long as a run.
   *
   * @param fresh only from where the beginning is known to be one: of a word that is aligned, or of a run
   */
  speak(wantedMs: number, random: () => number, fresh = false): Slice {
    const longEnough = this.runs.filter(({ units }) => lengthOf(units) >= wantedMs);
    const runs = longEnough.length > 0 ? longEnough : [this.longestRun];
    const { pcm, units } = runs[Math.floor(random() * runs.length)]!;
    const known = fresh && !this.wordsKnown ? units.slice(0, 1) : units;
    const starts = known.filter(([start]) => units.at(-1)![1] - start >= wantedMs);
    const [start] = starts[Math.floor(random() * starts.length)] ?? units[0]!;
    const end = units
      .map(unit => unit[1])
      .filter(at => at > start)
      .reduce((best, at) =>
        Math.abs(at - start - wantedMs) < Math.abs(best - start - wantedMs) ? at : best,
      );
    return faded(this.cut(pcm, start, end), this.sampleRate);
  }

  private get longestRun(): Voice['runs'][number] {
    return this.runs.reduce((best, run) => (lengthOf(run.units) > lengthOf(best.units) ? run : best));
  }

  private cut(pcm: Int16Array, startMs: number, endMs: number): Int16Array {
    return pcm.slice(samplesIn(startMs, this.sampleRate), samplesIn(endMs, this.sampleRate));
  }
}

const lengthOf = (units: readonly Interval[]): number => units.at(-1)![1] - units[0]![0];

/** A word stays whole; an aligned stretch of speech is cut where it is quietest. */
function unitsOf(pcm: Int16Array, [start, end]: Interval): Interval[] {
  if (end - start <= UNIT_MS[1] * 1.5) return [[start, end]];
  const cut = quietest(pcm, start + UNIT_MS[0], start + UNIT_MS[1]);
  return [[start, cut], ...unitsOf(pcm, [cut, end])];
}

function quietest(pcm: Int16Array, fromMs: number, toMs: number): number {
  let best = fromMs;
  let least = Infinity;
  for (let at = fromMs; at < toMs; at += STEP_MS) {
    const from = samplesIn(at - STEP_MS, BENCH_RATE);
    const power = meanPower(pcm, from, from + samplesIn(2 * STEP_MS, BENCH_RATE));
    if (power < least) [best, least] = [at, power];
  }
  return best;
}

function faded(pcm: Int16Array, sampleRate: number): Int16Array {
  const length = Math.min(samplesIn(FADE_MS, sampleRate), pcm.length >> 1);
  for (let i = 0; i < length; i++) {
    pcm[i] = pcm[i]! * (i / length);
    pcm[pcm.length - 1 - i] = pcm[pcm.length - 1 - i]! * (i / length);
  }
  return pcm;
}
