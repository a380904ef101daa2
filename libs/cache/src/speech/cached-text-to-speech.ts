import type { CallId, ProviderHealth, Scope, SpeechPart, SynthesisRequest, TextToSpeech } from '@app/core';
import type { Caches } from '../caches';
import type { KeyOf } from '../namespace';
import { tts } from '../namespaces';
import { makerOf } from '../streams/attendance';
import { CachedStreams } from '../streams/cached-streams';
import { speakAgain } from './speak-again';
import { SpeechRecorder } from './speech-recorder';
import type { SpokenSentence } from './spoken-codec';

/** Told of every sentence that a call wants to hear, so that others can be made ready. */
export type SpeechWatch = (callId: CallId, request: SynthesisRequest) => void;

/** Speaks what was spoken before without asking for it again; whoever wants the same at the same time shares it. */
export class CachedTextToSpeech implements TextToSpeech {
  readonly name: string;
  readonly variant: string | null | undefined;
  private readonly sentences: CachedStreams<KeyOf<typeof tts>, SpokenSentence, SpeechPart>;
  private watch: SpeechWatch = () => undefined;

  constructor(
    private readonly inner: TextToSpeech,
    caches: Caches,
  ) {
    this.name = inner.name;
    this.variant = inner.variant;
    const kind = { record: () => new SpeechRecorder(), again: speakAgain };
    this.sentences = new CachedStreams(caches.of(tts), kind, inner.name);
  }

  /** Sentences that are being made for a call. */
  get busy(): number {
    return this.sentences.busy;
  }

  watchedBy(watch: SpeechWatch): void {
    this.watch = watch;
  }

  async *synthesize(request: SynthesisRequest, scope: Scope): AsyncGenerator<SpeechPart> {
    const recipe = this.recipeOf(request);
    if (recipe === null) {
      yield* this.inner.synthesize(request, scope);
      return;
    }
    this.watch(scope.callId, request);
    for await (const part of this.sentences.read(recipe, scope, this.open(request))) yield owned(part);
  }

  /** Makes a sentence ready that nobody waits for yet. @throws VoiceError, or the signal's reason */
  async prepare(request: SynthesisRequest, signal: AbortSignal): Promise<void> {
    const recipe = this.recipeOf(request);
    if (recipe) await this.sentences.prepare(recipe, signal, this.open(request));
  }

  health(): ProviderHealth {
    return this.inner.health();
  }

  close(): Promise<void> {
    this.sentences.close();
    return this.inner.close();
  }

  /** null where nothing is to be kept. */
  private recipeOf(request: SynthesisRequest): KeyOf<typeof tts> | null {
    const { language, voice, sampleRate } = request;
    const maker = makerOf(this.inner);
    const text = request.text.normalize().trim();
    if (maker === null || text === '') return null;
    return { ...maker, language, voice, sampleRate, quality: isNarrow(request) ? 'narrow' : 'full', text };
  }

  /** What is kept must do for every encoding of its quality, so no other one shapes it. */
  private open({ encoding, ...request }: SynthesisRequest): (scope: Scope) => AsyncIterable<SpeechPart> {
    const asked = encoding !== undefined && isNarrow({ encoding }) ? { ...request, encoding } : request;
    return scope => this.inner.synthesize(asked, scope);
  }
}

const isNarrow = ({ encoding }: Pick<SynthesisRequest, 'encoding'>): boolean =>
  encoding === 'mulaw' || encoding === 'alaw';

/** Several may be given the same sound, and each owns what it is given. */
function owned(part: SpeechPart): SpeechPart {
  return part.type === 'pcm' ? { ...part, frame: { ...part.frame, pcm: part.frame.pcm.slice() } } : part;
}
