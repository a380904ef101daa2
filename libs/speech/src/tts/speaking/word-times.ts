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

function phrasesOf(words: readonly SpokenWord[]): SpokenWord[][] {
  const phrases: SpokenWord[][] = [];
  let open = false;
  for (const word of words) {
    if (open || word.say === '') phrases[phrases.length - 1]?.push(word) ?? phrases.push([word]);
    else phrases.push([word]);
    open = (open || word.say !== '' || phrases.length === 1) && !(word.say !== '' && endsPhrase(word.text));
  }
  return phrases;
}

function spread(words: readonly SpokenWord[], runs: readonly SpeechRun[]): TimedWord[] {
  const voice = new VoicedTime(runs);
  const weights = words.map(weightOf);
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  let passed = 0;
  let from = 0;
  return words.map(({ text }, index) => {
    passed += weights[index]!;
    const to = weights[index] === 0 ? from : voice.nearestCut((passed / total) * voice.length);
    const timed = { text, startMs: voice.startOf(from, to), endMs: voice.endOf(to) };
    from = to;
    return timed.startMs <= timed.endMs ? timed : { ...timed, startMs: timed.endMs };
  });
}

const weightOf = ({ say }: SpokenWord): number =>
  say === '' ? 0 : 1 + say.replace(/[^\p{L}\p{N}]/gu, '').length + 3 * (say.match(/\p{N}/gu)?.length ?? 0);

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

  /** A word that begins where a pause lies begins after it, unless it has no length. */
  startOf(at: number, to: number): number {
    return to > at ? this.real(at, 1e-6) : this.endOf(at);
  }

  endOf(at: number): number {
    return this.real(at, -1e-6);
  }

  private real(at: number, lean: number): number {
    let before = 0;
    let end = 0;
    for (const { startMs, endMs } of this.runs) {
      const length = endMs - startMs;
      if (at + lean < before + length) return startMs + Math.max(0, at - before);
      before += length;
      end = endMs;
    }
    return end;
  }
}
