import type { CallSettings, Millis } from '@app/core';
import { newWords, wordsAreStable, wordsOf } from '../turn/heard';
import type { Heard } from '../turn/heard';
import type {
  EndpointDecision,
  EndpointReason,
  Endpointing,
  EndpointingStrategy,
} from './endpointing-strategy';
import { Pace } from './pace';
import { read } from './reading';
import { withinBounds } from './within-bounds';

/**
 * Where between the bounds the wait lies: 0 is the caller's pace, −1 the shortest silence of the call, 1 the longest.
 * The surer the sign, the farther from 0.
 */
const LEAN: Readonly<Record<EndpointReason, number>> = {
  question: -0.9,
  goodbye: -0.9,
  'short-answer': -0.7,
  complete: -0.7,
  // Many go on after it, having heard nobody answer.
  greeting: -0.6,
  clause: -0.1,
  fixed: 0,
  'caller-pace': 0,
  unstable: 0.3,
  'nothing-understood': 0.3,
  unfinished: 0.7,
  number: 0.8,
  hesitation: 0.9,
};

/** Speech that makes a recogniser without words a late one; in less there may be none. */
const LONG_SPEECH: Millis = 1000;

/** Waits as long as the words ask for, and as this caller's pauses do. Knows English and Mandarin; others by punctuation. */
export class AdaptiveEndpointing implements EndpointingStrategy {
  readonly name = 'adaptive';

  /** @param silenceMs for a caller of whom nothing is known, whose words say nothing either */
  constructor(private readonly silenceMs: Millis) {}

  open(): Endpointing {
    return new OneCaller(this.silenceMs);
  }
}

class OneCaller implements Endpointing {
  private readonly pace: Pace;

  constructor(silenceMs: Millis) {
    this.pace = new Pace(silenceMs);
  }

  decide(heard: Heard, { endpointing, language }: CallSettings): EndpointDecision {
    const reason = reasonFor(heard, language);
    const pace = withinBounds(this.pace.silenceMs, endpointing);
    const lean = LEAN[reason];
    const end = lean < 0 ? endpointing.minSilenceMs : endpointing.maxSilenceMs;
    const silenceMs = Math.round(pace + (end - pace) * Math.abs(lean));
    return { silenceMs: withinBounds(silenceMs, endpointing), reason };
  }

  pause(silenceMs: Millis): void {
    this.pace.learn(silenceMs);
  }
}

function reasonFor(heard: Heard, language: string): EndpointReason {
  const long = heard.speechMs >= LONG_SPEECH;
  if (newWords(heard) === '') return long ? 'nothing-understood' : 'caller-pace';
  const reason = read(wordsOf(heard), language);
  if (wordsAreStable(heard) || LEAN[reason] > 0) return reason;
  // Words that may still change are no reason to hurry, and where there were many the rest may be missing.
  return long ? 'unstable' : 'caller-pace';
}
