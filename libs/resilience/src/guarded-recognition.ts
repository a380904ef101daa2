import { ProviderError, toVoiceError } from '@app/core';
import type {
  AudioFrame,
  Millis,
  Recognition,
  RecognitionOptions,
  Scope,
  SpeechToText,
  Timer,
  Transcript,
  TranscriptSink,
  VoiceError,
} from '@app/core';
import type { Passage } from './breaker';
import { passBreaker, takePlace } from './enter-provider';
import type { ProviderChain } from './provider-chain';

/** Audio kept for a recogniser that takes over; of a longer utterance the beginning is not heard again. */
const KEPT_FRAMES = 1500;

/** An utterance whose last final has not come, and what was written of it. */
interface Unheard {
  readonly frames: AudioFrame[];
  /** Clock time; null while it goes on. */
  endedAt: Millis | null;
}

/** One call's recogniser, whichever provider it is at the moment. */
export class GuardedRecognition implements Recognition {
  private current: Recognition | null = null;
  private provider: SpeechToText | null = null;
  /** Of the utterance that is being heard, and of the recogniser for as long as it is this call's. */
  private passage: Passage | null = null;
  private leave: (() => void) | null = null;
  /** Runs while the last final of an utterance that has ended is awaited. */
  private patience: Timer | null = null;
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
    this.openUtterance().endedAt = this.chain.parts.clock.now();
    this.current?.endUtterance();
    this.beImpatient();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.current?.close();
    this.passage?.abandoned();
    this.unheard = [];
    this.letGo();
  }

  private openUtterance(): Unheard {
    const open = this.unheard.at(-1);
    if (open?.endedAt === null) return open;
    const opened: Unheard = { frames: [], endedAt: null };
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
      try {
        this.enter(provider);
      } catch (error) {
        why = toVoiceError(provider.name, error);
        continue;
      }
      if (this.provider) parts.observer.fellBack(kind, this.provider.name, provider.name, this.scope);
      return this.open(provider);
    }
  }

  /** @throws ProviderError */
  private enter(provider: SpeechToText): void {
    const leave = takePlace(this.chain, provider, this.scope);
    try {
      this.passage = passBreaker(this.chain, provider, this.scope);
      this.leave = leave;
    } catch (error) {
      leave();
      throw error;
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
    for (const { frames, endedAt } of this.unheard) {
      for (const frame of frames) recognition.write(frame);
      if (endedAt !== null) recognition.endUtterance();
    }
    this.beImpatient();
  }

  /** Whoever has all of an utterance has so long for its last words: then it counts as dead, though it may not know. */
  private beImpatient(): void {
    const { clock, limits } = this.chain.parts;
    const recognition = this.current;
    if (this.patience || !recognition || typeof this.unheard[0]?.endedAt !== 'number') return;
    const withinMs = this.isLast ? limits.lastResortMs : limits.firstItemMs;
    this.patience = clock.after(withinMs, () => {
      const message = `the last words did not come within ${withinMs} ms`;
      this.fail(recognition, new ProviderError(this.provider?.name ?? '', 'timeout', message));
    });
  }

  private hear(transcript: Transcript): void {
    const { provider, chain } = this;
    const first = this.unheard[0];
    this.sink.transcript({ ...transcript, utterance: transcript.utterance + this.base });
    if (transcript.type !== 'final' || !transcript.last || !provider || this.closed) return;
    const { clock, observer } = chain.parts;
    const sinceEnd = clock.now() - (first?.endedAt ?? clock.now());
    observer.firstItem('stt', provider.name, sinceEnd, this.scope.callId);
    observer.attempt('stt', provider.name, 'ok', this.scope, null);
    this.passage?.succeeded();
    this.passage = chain.breakerOf(provider).enter();
    this.heard++;
    this.unheard.shift();
    this.patience?.cancel();
    this.patience = null;
    this.beImpatient();
  }

  private fail(recognition: Recognition, error: VoiceError): void {
    if (this.closed || this.current !== recognition) return;
    this.passage?.failed(error);
    recognition.close();
    this.current = null;
    this.letGo();
    const outcome = error.code === 'provider_timeout' ? 'timeout' : 'error';
    const { observer } = this.chain.parts;
    observer.attempt('stt', this.provider?.name ?? '', outcome, this.scope, error.code);
    this.takeNext(error);
  }

  private letGo(): void {
    this.patience?.cancel();
    this.patience = null;
    this.leave?.();
    this.leave = null;
  }

  private giveUp(why: VoiceError | null): void {
    this.closed = true;
    const error = why ?? new ProviderError(this.chain.kind, 'unavailable', 'there is no recogniser left');
    queueMicrotask(() => this.sink.failed(error));
  }
}
