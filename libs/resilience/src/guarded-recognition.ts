import { ProviderError } from '@app/core';
import type {
  AudioFrame,
  Recognition,
  RecognitionOptions,
  Scope,
  SpeechToText,
  Transcript,
  TranscriptSink,
  VoiceError,
} from '@app/core';
import type { Breaker, Passage } from './breaker';
import type { ProviderChain } from './provider-chain';

/** Audio kept for a recogniser that takes over; of a longer utterance the beginning is not heard again. */
const KEPT_FRAMES = 1500;

/** An utterance whose last final has not come, and what was written of it. */
interface Unheard {
  readonly frames: AudioFrame[];
  ended: boolean;
}

/** One call's recogniser, whichever provider it is at the moment. */
export class GuardedRecognition implements Recognition {
  private current: Recognition | null = null;
  private provider: SpeechToText | null = null;
  private breaker: Breaker | null = null;
  /** Of the utterance that is being heard. */
  private passage: Passage | null = null;
  private next = 0;
  /** The recogniser's own count begins at this utterance of the call. */
  private base = 0;
  private heard = 0;
  private unheard: Unheard[] = [];
  private closed = false;

  constructor(
    private readonly chain: ProviderChain<SpeechToText>,
    private readonly options: RecognitionOptions,
    private readonly sink: TranscriptSink,
    private readonly scope: Scope,
  ) {
    this.takeNext(null);
  }

  write(frame: AudioFrame): void {
    if (this.closed) return;
    const { frames } = this.openUtterance();
    // Where nobody could take over, nothing is kept.
    if (!this.isLast && frames.length < KEPT_FRAMES) frames.push({ ...frame, pcm: frame.pcm.slice() });
    this.current?.write(frame);
  }

  endUtterance(): void {
    if (this.closed) return;
    this.openUtterance().ended = true;
    this.current?.endUtterance();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.current?.close();
    this.passage?.abandoned();
    this.unheard = [];
  }

  private openUtterance(): Unheard {
    const open = this.unheard.at(-1);
    if (open && !open.ended) return open;
    const opened: Unheard = { frames: [], ended: false };
    this.unheard.push(opened);
    return opened;
  }

  private get isLast(): boolean {
    return this.next >= this.chain.providers.length;
  }

  private takeNext(failure: VoiceError | null): void {
    const { providers, parts, kind } = this.chain;
    for (let why = failure; ;) {
      const provider = providers[this.next++];
      if (!provider) return this.giveUp(why);
      const breaker = parts.breakers.of(`${kind}:${provider.name}`);
      const passage = breaker.enter();
      if (passage) {
        if (this.provider) parts.observer.fellBack(kind, this.provider.name, provider.name);
        this.breaker = breaker;
        this.passage = passage;
        return this.open(provider);
      }
      parts.observer.attempt(kind, provider.name, 'refused', 0);
      why = new ProviderError(provider.name, 'unavailable', `${provider.name} failed too often lately`);
    }
  }

  private open(provider: SpeechToText): void {
    this.provider = provider;
    this.base = this.heard;
    this.scope.servedBy?.(provider.name);
    const recognition = provider.open(
      this.options,
      {
        transcript: transcript => {
          if (this.current === recognition) this.hear(transcript);
        },
        // Later, because a provider may fail before `open` has returned.
        failed: error => queueMicrotask(() => this.fail(recognition, error)),
      },
      this.scope,
    );
    this.current = recognition;
    for (const { frames, ended } of this.unheard) {
      for (const frame of frames) recognition.write(frame);
      if (ended) recognition.endUtterance();
    }
  }

  private hear(transcript: Transcript): void {
    this.sink.transcript({ ...transcript, utterance: transcript.utterance + this.base });
    if (transcript.type !== 'final' || !transcript.last) return;
    this.passage?.succeeded();
    this.passage = this.breaker?.enter() ?? null;
    this.heard++;
    this.unheard.shift();
  }

  private fail(recognition: Recognition, error: VoiceError): void {
    if (this.closed || this.current !== recognition) return;
    this.passage?.failed(error);
    recognition.close();
    this.current = null;
    this.chain.parts.observer.attempt('stt', this.provider?.name ?? '', 'error', 0);
    this.takeNext(error);
  }

  private giveUp(why: VoiceError | null): void {
    this.closed = true;
    const error = why ?? new ProviderError(this.chain.kind, 'unavailable', 'there is no recogniser left');
    queueMicrotask(() => this.sink.failed(error));
  }
}
