import { END_CALL, VoiceUnavailableError, toVoiceError } from '@app/core';
import type {
  ReplyEngine,
  ReplyEvent,
  ReplyRequest,
  ReplySource,
  Scope,
  SpeechPart,
  SynthesisRequest,
  TextStage,
  TextToSpeech,
  VoiceError,
} from '@app/core';
import type { PartText } from '../playout/playout';
import type { ReplyOutlet } from './held-outlet';
import { SentenceQueue } from './sentence-queue';
import type { Sentence } from './sentence-queue';
import { SentenceSplitter, sentencesIn } from './sentences';
import { speechLanguage } from './speech-language';

export interface ReplyParts {
  readonly engine: ReplyEngine;
  readonly textToSpeech: TextToSpeech;
  readonly callerStages: readonly TextStage[];
  readonly assistantStages: readonly TextStage[];
  readonly voiceFormat: VoiceFormat;
}

/** The sound the call wants: its rate, and what its frames become in the end where that is known. */
export type VoiceFormat = Pick<SynthesisRequest, 'sampleRate' | 'encoding'>;

/** What a reply tells while it is made. */
export interface ReplyProgress {
  /** The first sentence is known. `servedBy`: as `Scope.servedBy` was told; null: it was not. */
  worded(source: ReplySource, servedBy: string | null): void;
  /** The first sound of it is made. */
  voiced(servedBy: string | null): void;
  /** The engine wants something done outside. */
  tool(name: string, args: Readonly<Record<string, unknown>>): void;
  /** A sentence stays text: there is no voice for it. */
  unspoken(error: VoiceError): void;
}

/**
 * One reply, streaming: engine → sentences → speech → playout. The engine writes on while the sentence before is
 * spoken, and each sentence is synthesised while the one before is played.
 */
export class Reply {
  private readonly sentences = new SentenceQueue();
  private nextPart = 0;
  /** The part that went out last. */
  private told: PartText | null = null;
  private ends = false;
  private called = false;
  private worded = false;
  private voicedOnce = false;
  /** Who writes, and who speaks. */
  private writer: string | null = null;
  private speaker: string | null = null;

  constructor(
    private readonly parts: ReplyParts,
    private readonly settings: ReplyRequest['settings'],
    private readonly progress: ReplyProgress,
    private readonly scope: Scope,
    private readonly outlet: ReplyOutlet,
  ) {}

  /** The engine ended the call with this reply. */
  get endsCall(): boolean {
    return this.ends;
  }

  /** Resolves when everything was handed to playout. @throws VoiceError, also for a reply without a word. */
  async answer(request: ReplyRequest): Promise<void> {
    const writing = this.write(request).then(
      () => this.sentences.close(),
      (error: unknown) => this.sentences.fail(toVoiceError(this.parts.engine.name, error)),
    );
    await this.speak();
    await writing;
    this.conclude();
  }

  /** Speaks a text that is given. A voice that fails leaves it text: there is nothing else to say instead. */
  async say(text: string, source: ReplySource): Promise<void> {
    const sentences = sentencesIn(text);
    for (const [index, sentence] of sentences.entries()) {
      const isLast = index === sentences.length - 1;
      await this.speakSentence({ text: sentence, source, guarded: false }, isLast, true);
    }
  }

  private async write(request: ReplyRequest): Promise<void> {
    const { signal } = this.scope;
    const { engine, callerStages } = this.parts;
    const splitter = new SentenceSplitter();
    const asked: Scope = { ...this.scope, servedBy: provider => (this.writer = provider) };
    let [source, guarded]: [ReplySource, boolean] = ['model', false];
    for await (const event of engine.reply(await staged(request, callerStages, signal), asked)) {
      signal.throwIfAborted();
      if (event.type === 'tool-call') this.takeTool(event);
      if (event.type !== 'text') continue;
      source = event.source;
      guarded ||= event.guarded === true;
      for (const sentence of splitter.push(event.text)) {
        await this.put({ text: sentence, source, guarded });
      }
      guarded = event.guarded === true && splitter.unfinished;
    }
    signal.throwIfAborted();
    const rest = splitter.flush();
    if (rest !== null) await this.put({ text: rest, source, guarded });
    if (this.worded || this.called) return;
    throw toVoiceError(engine.name, new Error('the reply engine gave an empty answer'));
  }

  private takeTool({ name, arguments: args }: Extract<ReplyEvent, { type: 'tool-call' }>): void {
    this.called = true;
    if (name === END_CALL) this.ends = true;
    else this.progress.tool(name, args);
  }

  private async put(sentence: Sentence): Promise<void> {
    if (!this.worded) this.progress.worded(sentence.source, this.writer);
    this.worded = true;
    await this.sentences.put(sentence, this.scope.signal);
  }

  private async speak(): Promise<void> {
    const { signal } = this.scope;
    for (let next = await this.sentences.take(signal); next; next = await this.sentences.take(signal)) {
      await this.speakSentence(next, false, false);
      await this.outlet.room(signal);
    }
  }

  private async speakSentence(sentence: Sentence, isLast: boolean, evenUnspoken: boolean): Promise<void> {
    const { signal } = this.scope;
    const text = await applyStages(sentence.text, this.parts.assistantStages, signal);
    signal.throwIfAborted();
    const index = this.nextPart++;
    const { source, guarded } = sentence;
    const writer = this.outlet.part(() =>
      this.tell({ index, text, source, guarded }, isLast || this.isLastPart(index)),
    );
    try {
      for await (const part of this.synthesize(text)) {
        signal.throwIfAborted();
        if (part.type === 'word') writer.word(part);
        else if (part.type === 'pcm') {
          this.voiced();
          writer.audio(part.frame.pcm, part.frame.sampleRate);
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      const failure = toVoiceError(this.parts.textToSpeech.name, error);
      if (!evenUnspoken && !(failure instanceof VoiceUnavailableError)) throw failure;
      this.progress.unspoken(failure);
    }
    signal.throwIfAborted();
    this.voiced();
    await writer.finish(signal);
  }

  private synthesize(text: string): AsyncIterable<SpeechPart> {
    const { textToSpeech, voiceFormat } = this.parts;
    const language = speechLanguage(text, this.settings.language);
    return textToSpeech.synthesize(
      { ...voiceFormat, text, language, voice: this.settings.voice },
      { ...this.scope, servedBy: provider => (this.speaker = provider) },
    );
  }

  private voiced(): void {
    if (this.voicedOnce) return;
    this.voicedOnce = true;
    this.progress.voiced(this.speaker);
  }

  private tell(part: Omit<PartText, 'isLast' | 'shouldTerminate' | 'filler'>, isLast: boolean): PartText {
    this.told = { ...part, isLast, shouldTerminate: isLast && this.ends, filler: false };
    return this.told;
  }

  private isLastPart(index: number): boolean {
    return this.sentences.drained && index === this.nextPart - 1;
  }

  /** Where the engine's end was not known when the last sentence went out, an empty part says it afterwards. */
  private conclude(): void {
    const toldTooEarly = this.told?.index === this.nextPart - 1 && !this.told.isLast;
    if (this.nextPart > 0 && !toldTooEarly) return;
    const index = this.nextPart++;
    const last = { index, text: '', source: 'model', guarded: false } as const;
    const writer = this.outlet.part(() => this.tell(last, true));
    void writer.finish(this.scope.signal).catch(() => undefined);
  }
}

async function staged(
  request: ReplyRequest,
  stages: readonly TextStage[],
  signal: AbortSignal,
): Promise<ReplyRequest> {
  const { input } = request;
  if (input.kind === 'dtmf' || stages.length === 0) return request;
  return { ...request, input: { ...input, text: await applyStages(input.text, stages, signal) } };
}

async function applyStages(text: string, stages: readonly TextStage[], signal: AbortSignal): Promise<string> {
  let result = text;
  for (const stage of stages) result = await stage.process(result, signal);
  return result;
}
