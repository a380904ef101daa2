import { FRAME_MS } from '@app/core';
import type { FinalTranscript, Millis, TranscriptWord } from '@app/core';
import type { HeardPhrase } from './heard-phrase';
import { KeptAudio } from './kept-audio';

/** Audio without a final that is kept for another recogniser. */
const KEPT_MS: Millis = 30_000;
/** Words that were guessed and never confirmed. */
const UNCONFIRMED = 0.5;
/** Words that have not changed for so much audio are taken as settled. */
const STABLE_MS: Millis = 200;
/** Once the service has guessed up to the very last sound, so much quiet is enough: a closed consonant lasts less. */
const SURE_MS: Millis = 100;
/** The end of a phrase, as the service tells it, and that of its sound are rarely the same. */
const TOLERANCE_MS: Millis = 250;

/** One utterance of a call, from its first sample to its last final. Times within it count from its first sample. */
export class Utterance {
  readonly audio: KeptAudio;
  ended = false;
  /** Its audio so far, and how much of the end of that is without a sound. */
  writtenMs: Millis = 0;
  quietMs: Millis = 0;
  /** Whether there was no sound in it at all. */
  isSilent = true;
  /** Up to here it has been understood. */
  understoodMs: Millis = 0;
  /** What is guessed of the rest. */
  partial = '';
  stable = false;
  /** Times it was given to another recogniser because the one it had said nothing. */
  rehearings = 0;
  /** Its last final, once nothing more is expected; it is told when those before it have been. */
  last: FinalTranscript | null = null;
  private guessEndMs: Millis = 0;
  /** How much was written when the guess came. */
  private guessedAtMs: Millis = 0;

  constructor(
    readonly number: number,
    /** Media time of its first sample. */
    private readonly startMs: Millis,
    private readonly language: string,
    sampleRate: number,
  ) {
    this.audio = new KeptAudio(sampleRate, KEPT_MS);
  }

  /** Whether what is understood up to there leaves nothing out. */
  reachesTheEnd(ms: Millis, toleranceMs = TOLERANCE_MS): boolean {
    return ms >= this.writtenMs - this.quietMs - toleranceMs;
  }

  /** Whether every sound is in a final already. */
  get allUnderstood(): boolean {
    return this.partial === '' && this.understoodMs > 0 && this.reachesTheEnd(this.understoodMs);
  }

  /**
   * Whether the guess will hardly change: it ends where the sound ended 100 ms ago; or for 200 ms of audio it has not, the
   * caller was quiet, and the service has either guessed near the last sound or had as long to do so as it usually takes. A guess in mid-speech is never stable: the
   * words being said now are still on their way.
   * @param lagMs what the service usually is behind
   */
  isSettled(lagMs: Millis): boolean {
    if (this.partial === '') return false;
    if (this.quietMs >= SURE_MS && this.reachesTheEnd(this.guessEndMs, FRAME_MS)) return true;
    return (
      this.writtenMs - this.guessedAtMs >= STABLE_MS &&
      this.quietMs >= STABLE_MS &&
      (this.reachesTheEnd(this.guessEndMs) || this.quietMs >= lagMs)
    );
  }

  /** @returns whether it is another guess than the one before */
  guess(text: string, endMs: Millis): boolean {
    this.guessEndMs = endMs;
    if (text === this.partial) return false;
    this.partial = text;
    this.guessedAtMs = this.writtenMs;
    this.stable = false;
    return true;
  }

  /** @param shiftMs what is to be added to the phrase's times to get those of the utterance */
  understand(phrase: HeardPhrase, shiftMs: Millis, last: boolean): FinalTranscript {
    this.understoodMs = phrase.endMs + shiftMs;
    this.audio.dropBefore(this.understoodMs);
    this.guess('', 0);
    const shift = this.startMs + shiftMs;
    const startMs = Math.round(phrase.startMs + shift);
    const endMs = Math.round(phrase.endMs + shift);
    const within = (ms: Millis): Millis => Math.min(endMs, Math.max(startMs, Math.round(ms + shift)));
    const words = phrase.words.map(word => ({
      text: word.text,
      startMs: within(word.startMs),
      endMs: within(word.endMs),
    }));
    const { confidence, text } = phrase;
    return this.final({ text, confidence, language: phrase.language, startMs, endMs, words, last });
  }

  /** Nothing more will be heard of it: what was guessed and not confirmed is the best there is. */
  conclude(): FinalTranscript {
    const text = this.partial;
    const confidence = text === '' ? 0 : UNCONFIRMED;
    const startMs = Math.round(this.startMs + Math.min(this.understoodMs, this.writtenMs));
    const endMs = Math.round(this.startMs + this.writtenMs);
    this.guess('', 0);
    return this.final({ text, confidence, language: null, startMs, endMs, words: [], last: true });
  }

  private final(heard: {
    readonly text: string;
    readonly confidence: number;
    readonly language: string | null;
    readonly startMs: Millis;
    readonly endMs: Millis;
    readonly words: readonly TranscriptWord[];
    readonly last: boolean;
  }): FinalTranscript {
    const language = heard.language ?? this.language;
    return { type: 'final', utterance: this.number, ...heard, language };
  }
}
