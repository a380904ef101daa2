import type {
  ReplyEngine,
  ReplyEvent,
  ReplyRequest,
  Scope,
  SpeechPart,
  SynthesisRequest,
  TextToSpeech,
} from '@app/core';

/** Where a turn is, by the process clock, ms; NaN for what has not happened. */
export class TimedTurn {
  /** From the end of speech, as decided, to its text. */
  committedMs = NaN;
  firstTokenAt = NaN;
  /** The last letter of the first sentence came. */
  sentenceAt = NaN;
  requestedAt = NaN;
  /** The first piece of sound came out of the adapter. */
  soundAt = NaN;
  frameAt = NaN;
}

/** Notes when a call's replies come, word by word. */
export class TimedReplies implements ReplyEngine {
  readonly name = 'azure-openai';
  /** The text so far, with the time of each piece. */
  pieces: { readonly end: number; readonly at: number }[] = [];
  text = '';

  constructor(
    private readonly engine: ReplyEngine,
    private readonly turn: () => TimedTurn,
  ) {}

  async *reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    this.pieces = [];
    this.text = '';
    for await (const event of this.engine.reply(request, scope)) {
      if (event.type === 'text') this.note(event.text);
      yield event;
    }
  }

  /** When the last letter of that was there. */
  whole(sentence: string): number {
    const end = this.text.indexOf(sentence) + sentence.length;
    return this.pieces.find(piece => piece.end >= end)?.at ?? NaN;
  }

  health(): ReturnType<ReplyEngine['health']> {
    return this.engine.health();
  }

  async close(): Promise<void> {}

  private note(text: string): void {
    const at = performance.now();
    if (this.text === '') this.turn().firstTokenAt = at;
    this.text += text;
    this.pieces.push({ end: this.text.length, at });
  }
}

/** Notes when a call's first sentence is asked for, and when it sounds. */
export class TimedVoice implements TextToSpeech {
  readonly name = 'azure';

  constructor(
    private readonly voice: TextToSpeech,
    private readonly turn: () => TimedTurn,
    private readonly replies: TimedReplies,
  ) {}

  async *synthesize(request: SynthesisRequest, scope: Scope): AsyncGenerator<SpeechPart> {
    const turn = this.turn();
    const isFirst = Number.isNaN(turn.requestedAt);
    if (isFirst) {
      turn.requestedAt = performance.now();
      turn.sentenceAt = this.replies.whole(request.text);
    }
    for await (const part of this.voice.synthesize(request, scope)) {
      if (isFirst && part.type !== 'word' && Number.isNaN(turn.soundAt)) turn.soundAt = performance.now();
      yield part;
    }
  }

  health(): ReturnType<TextToSpeech['health']> {
    return this.voice.health();
  }

  async close(): Promise<void> {}
}
