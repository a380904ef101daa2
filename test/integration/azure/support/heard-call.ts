import type { FinalTranscript, ProviderHealth, SpeechToText, Transcript, VoiceError } from '@app/core';
import { testScope } from '@app/testing';

const RATE = 8000;
const FRAME = RATE / 50;

/** A call to a recogniser and everything it was told, as a conversation would be. */
export class HeardCall {
  readonly transcripts: Transcript[] = [];
  readonly errors: VoiceError[] = [];
  /** What the provider said of itself at the moment it failed this call: a moment later it may be well again. */
  healthAtFailure: ProviderHealth | null = null;
  private readonly test = testScope();
  private readonly recognition;
  private readonly lent = new Int16Array(FRAME);
  private waiting: (() => void)[] = [];
  private at = 0;

  constructor(stt: SpeechToText, language = 'en-US', phrases: readonly string[] = []) {
    const tell = (): void => {
      const { waiting } = this;
      this.waiting = [];
      for (const resolve of waiting) resolve();
    };
    this.recognition = stt.open(
      { language, sampleRate: RATE, phrases },
      {
        transcript: transcript => {
          this.transcripts.push(transcript);
          tell();
        },
        failed: error => {
          this.errors.push(error);
          this.healthAtFailure ??= stt.health();
          tell();
        },
      },
      this.test.scope,
    );
  }

  /** Frame by frame, through an array that is written over. */
  write(pcm: Int16Array): void {
    for (let from = 0; from + FRAME <= pcm.length; from += FRAME) {
      this.lent.set(pcm.subarray(from, from + FRAME));
      this.recognition.write({ pcm: this.lent, sampleRate: RATE, at: this.at });
      this.at += 20;
    }
    this.lent.fill(12_345);
  }

  /** An utterance as the conversation hands it over: something before, the words, and the silence that told of their end. */
  say(words: Int16Array): void {
    this.write(quiet(240));
    this.write(words);
    this.write(quiet(300));
    this.end();
  }

  end(): void {
    this.recognition.endUtterance();
    this.at += 500;
  }

  close(): void {
    this.recognition.close();
  }

  /** Resolves when it holds; it is looked at after everything that is told. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>(resolve => this.waiting.push(resolve));
  }

  /** Resolves when so many utterances have ended, or the recognition has failed. */
  async settled(utterances: number): Promise<void> {
    await this.until(() => this.errors.length > 0 || this.lasts.length >= utterances);
  }

  get finals(): FinalTranscript[] {
    return this.transcripts.filter(transcript => transcript.type === 'final');
  }

  get lasts(): FinalTranscript[] {
    return this.finals.filter(final => final.last);
  }

  get partials(): string[] {
    return this.transcripts.flatMap(transcript => (transcript.type === 'partial' ? [transcript.text] : []));
  }
}

/** Something like speech at 8 kHz. */
export const babble = (ms: number, hz = 300): Int16Array =>
  Int16Array.from({ length: (ms * RATE) / 1000 }, (_, i) => 6000 * Math.sin((2 * Math.PI * hz * i) / RATE));

export const quiet = (ms: number): Int16Array => new Int16Array((ms * RATE) / 1000);
