import type {
  AudioFrame,
  Clock,
  Recognition,
  RecognitionOptions,
  Scope,
  SpeechToText,
  TranscriptSink,
  TranscriptWord,
  VoiceError,
} from '@app/core';

/** A recogniser that understands what the test tells it to. */
export class FakeSpeechToText implements SpeechToText {
  readonly name: string = 'fake';
  readonly opened: FakeRecognition[] = [];

  /** @param finalAfterMs from the end of an utterance to its final; null: it never comes. */
  constructor(
    readonly clock: Clock,
    public finalAfterMs: number | null = 0,
  ) {}

  /** What the next utterances will be understood as, one each; then nothing is understood. */
  readonly texts: string[] = [];

  health(): { status: 'up' } {
    return { status: 'up' };
  }

  async close(): Promise<void> {}

  open(options: RecognitionOptions, sink: TranscriptSink, _scope: Scope): Recognition {
    const recognition = new FakeRecognition(this, options, sink);
    this.opened.push(recognition);
    return recognition;
  }

  /** The recognition of the call that was opened last. */
  get last(): FakeRecognition {
    const last = this.opened.at(-1);
    if (!last) throw new Error('no recognition was opened');
    return last;
  }
}

export class FakeRecognition implements Recognition {
  utterance = 0;
  closed = false;
  /** Media times of the frames of each utterance. */
  readonly frames: number[][] = [];

  constructor(
    private readonly engine: FakeSpeechToText,
    readonly options: RecognitionOptions,
    private readonly sink: TranscriptSink,
  ) {}

  write(frame: AudioFrame): void {
    (this.frames[this.utterance] ??= []).push(frame.at);
  }

  partial(text: string, stable = false): void {
    this.sink.transcript({ type: 'partial', utterance: this.utterance, text, stable });
  }

  endUtterance(): void {
    const utterance = this.utterance++;
    const { finalAfterMs, clock, texts } = this.engine;
    const text = texts.shift() ?? '';
    if (finalAfterMs === null) return;
    clock.after(finalAfterMs, () => {
      if (!this.closed) this.say(utterance, text, []);
    });
  }

  /** The last of the utterance, at once. */
  final(text: string, words: readonly TranscriptWord[] = []): void {
    this.say(this.utterance++, text, words);
  }

  fail(error: VoiceError): void {
    this.sink.failed(error);
  }

  close(): void {
    this.closed = true;
  }

  private say(utterance: number, text: string, words: readonly TranscriptWord[]): void {
    const at = this.frames[utterance] ?? [0];
    this.sink.transcript({
      type: 'final',
      utterance,
      text,
      confidence: text === '' ? 0 : 0.9,
      language: this.options.language,
      startMs: at[0] ?? 0,
      endMs: at.at(-1) ?? 0,
      words,
      last: true,
    });
  }
}
