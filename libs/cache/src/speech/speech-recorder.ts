import type { SpeechPart } from '@app/core';
import type { Recorder } from '../streams/cached-streams';
import type { SpokenSentence, SpokenWord } from './spoken-codec';

/** Writes down what is synthesised. */
export class SpeechRecorder implements Recorder<SpeechPart, SpokenSentence> {
  private readonly pieces: Int16Array[] = [];
  private readonly words: SpokenWord[] = [];
  private sampleRate = 0;
  private samples = 0;
  private spoiled = false;

  add(part: SpeechPart): void {
    if (part.type === 'word') {
      const { text, startMs, endMs } = part;
      this.words.push({ text, startMs, endMs });
    } else if (part.type === 'pcm' && (this.samples === 0 || part.frame.sampleRate === this.sampleRate)) {
      this.sampleRate = part.frame.sampleRate;
      this.samples += part.frame.pcm.length;
      this.pieces.push(part.frame.pcm);
    } else this.spoiled = true;
  }

  /** null where there is no sound, or sound of another form. */
  get value(): SpokenSentence | null {
    if (this.spoiled || this.samples === 0) return null;
    const pcm = new Int16Array(this.samples);
    let at = 0;
    for (const piece of this.pieces) {
      pcm.set(piece, at);
      at += piece.length;
    }
    return { sampleRate: this.sampleRate, pcm, words: this.words };
  }
}
