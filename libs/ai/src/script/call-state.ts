import type { Language } from './script';

/** What the engine remembers of one call. Never changed: each turn makes the next one. */
export interface CallState {
  /** How often each group of intents was answered. */
  readonly counts: Readonly<Record<string, number>>;
  /** Turns in a row that were not understood. */
  readonly misunderstood: number;
  /** Tries to take a message down of which no word was understood. */
  readonly unheard: number;
  /**
   * `asked`: what comes next is the message. `offered`: likewise, but after the caller was not understood: it is the
   * last try. `taken`: one was noted.
   */
  readonly message: 'none' | 'offered' | 'asked' | 'taken';
  /** The language that was answered in last; null before the first answer. */
  readonly language: Language | null;
  /** The last answer as it was said; what "could you repeat that" repeats. */
  readonly lastAnswer: string;
}

export const newCall: CallState = {
  counts: {},
  misunderstood: 0,
  unheard: 0,
  message: 'none',
  language: null,
  lastAnswer: '',
};
