import { joined } from './align-by-energy';
import type { Interval } from './align-by-energy';
import type { HeardVerdict } from './listening';
import type { TestCall } from './test-calls';

const STEP_MS = 10;
/** A pause shorter than this is none to measure the end of speech by. */
const PAUSE_MS = 300;
/** Heard this long before somebody spoke, it was not them that was heard. */
const EARLY_MS = 300;

/** Right and wrong, in steps of 10 ms, and the delays of beginnings and ends, ms. */
export class Judgement {
  private hits = 0;
  private misses = 0;
  private falseAlarms = 0;
  private rejections = 0;
  private readonly onsets: number[] = [];
  private readonly offsets: number[] = [];

  add(call: TestCall, verdicts: readonly HeardVerdict[]): void {
    const endMs = (call.pcm.length * 1000) / call.sampleRate;
    const heard = heardIntervals(verdicts, endMs);
    for (let at = STEP_MS / 2; at < endMs; at += STEP_MS) {
      const spoken = within(call.speech, at);
      this.count(spoken, within(heard, at));
    }
    this.addDelays(joined(call.speech, PAUSE_MS), verdicts);
  }

  private count(spoken: boolean, heard: boolean): void {
    if (spoken && heard) this.hits++;
    else if (spoken) this.misses++;
    else if (heard) this.falseAlarms++;
    else this.rejections++;
  }

  /** Delays count until the verdict was given, whatever time it is stamped with. */
  private addDelays(speech: readonly Interval[], verdicts: readonly HeardVerdict[]): void {
    for (const [i, [start, end]] of speech.entries()) {
      const onset = verdicts.find(
        ({ type, at }) => type === 'speech-started' && at > start - EARLY_MS && at < end,
      );
      if (onset) this.onsets.push(onset.knownAt - start);
      const next = speech[i + 1]?.[0] ?? Infinity;
      const offset = verdicts
        .filter(({ type, at, knownAt }) => type === 'speech-ended' && at > start && knownAt < next + EARLY_MS)
        .at(-1);
      if (offset) this.offsets.push(offset.knownAt - end);
    }
  }

  get found(): number {
    return this.hits / (this.hits + this.misses);
  }

  get falseAlarmRate(): number {
    return this.falseAlarms / (this.falseAlarms + this.rejections);
  }

  get balancedAccuracy(): number {
    return (this.found + 1 - this.falseAlarmRate) / 2;
  }

  get f1(): number {
    return (2 * this.hits) / (2 * this.hits + this.falseAlarms + this.misses);
  }

  /** ms, NaN where nothing was heard. */
  get medianOnset(): number {
    return median(this.onsets);
  }

  get medianOffset(): number {
    return median(this.offsets);
  }
}

function heardIntervals(verdicts: readonly HeardVerdict[], endMs: number): Interval[] {
  return verdicts.flatMap(({ type, at }, i): Interval[] =>
    type === 'speech-started' ? [[at, verdicts[i + 1]?.at ?? endMs]] : [],
  );
}

const within = (intervals: readonly Interval[], at: number): boolean =>
  intervals.some(([start, end]) => at >= start && at < end);

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
