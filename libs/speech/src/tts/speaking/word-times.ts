import { endsPhrase } from './chunks';
import type { SpokenWord, TimedWord } from './spoken-word';

/** Sound between two pauses. Times in ms from the first sample. */
export interface SpeechRun {
  readonly startMs: number;
  readonly endMs: number;
  /** Where one sound passes into the next, in order, if the engine tells; words begin and end there. */
  readonly cutsMs: readonly number[];
}

/**
 * Estimates when each word is heard. The words share the voiced time by their length in characters (a figure is read
 * out in about four), each punctuated phrase its own run where there are as many of both; ends are moved to the nearest
 * passage from sound to sound. Words without a sound get a moment of no length. In order, never overlapping.
 */
export function wordTimes(words: readonly SpokenWord[], runs: readonly SpeechRun[]): TimedWord[] {
  const phrases = phrasesOf(words);
  if (phrases.length !== runs.length) return spread(words, runs);
  return phrases.flatMap((phrase, index) => spread(phrase, runs.slice(index, index + 1)));
}

/** A pause comes before the first word with a sound after one that ends a phrase. */
function phrasesOf(words: readonly SpokenWord[]): SpokenWord[][] {
  const phrases: SpokenWord[][] = [[]];
  let breathe = false;
  for (const word of words) {
    const audible = word.say !== '';
    if (breathe && audible) phrases.push([]);
    phrases.at(-1)?.push(word);
    if (audible) breathe = endsPhrase(word.text);
  }
  return phrases;
}

function spread(words: readonly SpokenWord[], runs: readonly SpeechRun[]): TimedWord[] {
  const voice = new VoicedTime(runs);
  const whole = words.reduce((sum, word) => sum + weightOf(word), 0);
  let passed = 0;
  let from = 0;
  return words.map(word => {
    passed += weightOf(word);
    const to = word.say === '' ? from : voice.nearestCut((passed / whole) * voice.length);
    const startMs = to > from ? voice.timeAfter(from) : voice.timeBefore(from);
    from = to;
    return { text: word.text, startMs, endMs: voice.timeBefore(to) };
  });
}

const weightOf = ({ say }: SpokenWord): number =>
  say === '' ? 0 : 1 + say.replace(/[^\p{L}\p{N}]/gu, '').length + 3 * (say.match(/\p{N}/gu)?.length ?? 0);

/** Sums of times do not come out exact; ms. */
const ROUNDING = 1e-6;

/** The runs laid end to end, without the pauses. */
class VoicedTime {
  readonly length: number;
  private readonly cuts: number[] = [];

  constructor(private readonly runs: readonly SpeechRun[]) {
    let before = 0;
    for (const { startMs, endMs, cutsMs } of runs) {
      for (const cut of cutsMs) this.cuts.push(before + cut - startMs);
      before += endMs - startMs;
    }
    this.length = before;
  }

  nearestCut(at: number): number {
    let nearest = at;
    let distance = Number.POSITIVE_INFINITY;
    for (const cut of this.cuts) {
      if (Math.abs(cut - at) >= distance) break;
      distance = Math.abs(cut - at);
      nearest = cut;
    }
    return nearest;
  }

  /** At a pause: when it begins. */
  timeBefore(at: number): number {
    return this.time(at, -ROUNDING);
  }

  /** At a pause: when it is over. */
  timeAfter(at: number): number {
    return this.time(at, ROUNDING);
  }

  private time(at: number, lean: number): number {
    let before = 0;
    for (const { startMs, endMs } of this.runs) {
      const length = endMs - startMs;
      if (at + lean < before + length) return startMs + Math.max(0, at - before);
      before += length;
    }
    return this.runs.at(-1)?.endMs ?? 0;
  }
}
