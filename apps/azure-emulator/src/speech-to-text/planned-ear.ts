import type { Millis } from '@app/core';
import type { TimedWord } from '../words/word-pace';
import type { Ear, EarSink, Listening } from './recognizer';
import { heardIn, wordsIn } from './utterance';
import type { Utterance } from './utterance';

/** Finds out from a phrase's sound what is to be heard in it. */
export interface Identifier {
  /**
   * @param atMs of the first sample, from the phrase's first sound
   * @returns null while it cannot be told
   */
  identify(pcm: Int16Array, atMs: Millis): Utterance | null;
  /** The phrase is over and was not identified: the last word about it. */
  giveUp(): Utterance;
}

/** Hears what it is told to hear, and lets out each word when the audio has reached its end. */
export class PlannedEar implements Ear {
  private elapsedMs: Millis;
  private utterance: Utterance | null = null;
  private words: readonly TimedWord[] = [];
  private told = 0;

  constructor(
    private readonly identifier: Identifier,
    private readonly listening: Listening,
    private readonly sink: EarSink,
  ) {
    this.elapsedMs = -listening.preRollMs;
  }

  hear(pcm: Int16Array): void {
    if (!this.utterance) {
      this.utterance = this.identifier.identify(pcm, this.elapsedMs);
      if (this.utterance) this.words = wordsIn(this.utterance);
    }
    this.elapsedMs += (pcm.length / this.listening.sampleRate) * 1000;
    this.tell();
  }

  end(spokenMs: Millis): void {
    this.sink.final(heardIn(this.utterance ?? this.identifier.giveUp(), spokenMs));
  }

  close(): void {
    this.told = this.words.length;
  }

  private tell(): void {
    const before = this.told;
    while (this.told < this.words.length && this.words[this.told]!.endMs <= this.elapsedMs) this.told++;
    if (this.told === before) return;
    const said = this.words.slice(0, this.told);
    this.sink.partial(said.map(word => word.text).join(' '), said.at(-1)?.endMs ?? 0);
  }
}

/** For what is known before anything was heard. */
export const known = (utterance: Utterance): Identifier => ({
  identify: () => utterance,
  giveUp: () => utterance,
});
