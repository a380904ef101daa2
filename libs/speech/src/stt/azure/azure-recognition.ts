import { ProviderError } from '@app/core';
import type {
  AudioFrame,
  Clock,
  FinalTranscript,
  Millis,
  Recognition,
  RecognitionOptions,
  Timer,
  TranscriptSink,
} from '@app/core';
import type { SpeechResources } from '../../azure/speech-resources';
import type { EarPool } from './ear-pool';
import { Hearing } from './hearing';
import type { HearingOwner, HearingSettings } from './hearing';
import { SoundGauge } from './sound-gauge';
import { Utterance } from './utterance';

/** Connections that failed one after the other without an answer between them. */
const MOST_FAILURES = 5;
/** Recognisers that said nothing at all to the same utterance. */
const MOST_REHEARINGS = 1;
/** After so much quiet what was said last is sent, be it a whole piece or not: its words are not to wait for silence. */
const PAUSE_MS: Millis = 40;
/** A call that has not been heard for so long is told so: there may be another provider. */
const LONGEST_OUTAGE_MS: Millis = 2_000;

export interface RecognitionSettings extends HearingSettings {
  readonly chunkMs: Millis;
  readonly idleMs: Millis;
}

/** What all calls share. */
export interface RecognitionParts {
  readonly pool: EarPool;
  readonly resources: SpeechResources;
  readonly settings: RecognitionSettings;
  readonly clock: Clock;
  readonly closed: (recognition: AzureRecognition) => void;
}

/**
 * One call's recogniser. It takes an ear at the first speech and gives it back when the caller has been silent for long;
 * when one fails it takes another, which is given again what was not understood yet.
 */
export class AzureRecognition implements Recognition, HearingOwner {
  private readonly gauge: SoundGauge;
  private readonly chunkBytes: number;
  private chunk: Int16Array;
  private filled = 0;
  private count = 0;
  private mediaTime: Millis = 0;
  /** The utterance that is being written. */
  private current: Utterance | null = null;
  /** Those without their last final told, in order. */
  private readonly unfinished: Utterance[] = [];
  /** Those of them that no ear has. */
  private waiting: Utterance[] = [];
  /** The ear that is given audio. */
  private hearing: Hearing | null = null;
  /** Ears that only tell what they still have to. */
  private readonly finishers = new Set<Hearing>();
  private failures = 0;
  private outageSince: Millis | null = null;
  private lastError: ProviderError | null = null;
  private avoid: string | undefined;
  private retry: Timer | null = null;
  private idle: Timer | null = null;
  private open = true;

  constructor(
    private readonly parts: RecognitionParts,
    private readonly options: RecognitionOptions,
    private readonly sink: TranscriptSink,
    private readonly signal: AbortSignal,
  ) {
    this.gauge = new SoundGauge(options.sampleRate);
    this.chunkBytes = ((options.sampleRate * parts.settings.chunkMs) / 1000) * 2;
    this.chunk = new Int16Array(new ArrayBuffer(this.chunkBytes));
    signal.addEventListener('abort', this.close, { once: true });
    if (signal.aborted) this.close();
    else parts.pool.expect(options.language);
  }

  write({ pcm, sampleRate, at }: AudioFrame): void {
    if (!this.open) return;
    const utterance = (this.current ??= this.begin(at));
    const ms = (pcm.length * 1000) / sampleRate;
    this.mediaTime = at + ms;
    this.gauge.process(pcm);
    utterance.writtenMs += ms;
    const pauses = utterance.quietMs < PAUSE_MS && this.gauge.quietMs >= PAUSE_MS;
    utterance.quietMs = this.gauge.quietMs;
    utterance.isSilent = this.gauge.isSilent;
    this.append(pcm, utterance);
    if (pauses) this.flush(utterance);
    if (!utterance.stable && utterance.isSettled(this.hearing?.lagMs ?? 0)) {
      utterance.stable = true;
      this.guessed(utterance);
    }
  }

  endUtterance(): void {
    if (!this.open) return;
    const utterance = this.current ?? this.begin(this.mediaTime);
    this.flush(utterance);
    this.current = null;
    utterance.ended = true;
    if (utterance.writtenMs === 0) {
      queueMicrotask(() => this.concluded(utterance, utterance.conclude()));
    } else if (!this.waiting.includes(utterance)) {
      this.hearing?.end(utterance);
    }
  }

  readonly close = (): void => {
    if (!this.open) return;
    this.open = false;
    this.signal.removeEventListener('abort', this.close);
    this.retry?.cancel();
    this.idle?.cancel();
    this.hearing?.close();
    for (const hearing of this.finishers) hearing.close();
    this.waiting = [];
    this.parts.closed(this);
  };

  answered(): void {
    this.failures = 0;
    this.outageSince = null;
    this.avoid = undefined;
  }

  guessed({ number: utterance, partial: text, stable }: Utterance): void {
    if (this.open) this.sink.transcript({ type: 'partial', utterance, text, stable });
  }

  understood(final: FinalTranscript): void {
    if (this.open) this.sink.transcript(final);
  }

  concluded(utterance: Utterance, last: FinalTranscript): void {
    utterance.last = last;
    // An utterance is over only when those before it are.
    while (this.open && this.unfinished[0]?.last) this.sink.transcript(this.unfinished.shift()!.last!);
    if (this.open && this.unfinished.length === 0) this.rest();
  }

  finishing(hearing: Hearing, rest: readonly Utterance[]): void {
    this.finishers.add(hearing);
    this.pass(hearing, rest);
  }

  over(hearing: Hearing, rest: readonly Utterance[], error: ProviderError | null): void {
    this.finishers.delete(hearing);
    if (error && rest.length > 0) {
      this.failures++;
      this.outageSince ??= this.parts.clock.now();
      this.avoid = hearing.resource;
      this.lastError = error;
      const deaf = rest.some(({ rehearings }) => rehearings > MOST_REHEARINGS);
      if (error.fault === 'protocol' || deaf || this.failures > MOST_FAILURES) return this.fail(error);
    }
    this.pass(hearing, rest);
  }

  private begin(at: Millis): Utterance {
    this.idle?.cancel();
    const { language, sampleRate } = this.options;
    const utterance = new Utterance(this.count++, at, language, sampleRate);
    this.unfinished.push(utterance);
    this.gauge.begin();
    return utterance;
  }

  private append(pcm: Int16Array, utterance: Utterance): void {
    for (let from = 0; from < pcm.length;) {
      const take = Math.min(pcm.length - from, this.chunk.length - this.filled);
      for (let i = 0; i < take; i++) this.chunk[this.filled + i] = pcm[from + i]!;
      this.filled += take;
      from += take;
      if (this.filled === this.chunk.length) this.flush(utterance);
    }
  }

  private flush(utterance: Utterance): void {
    if (this.filled === 0) return;
    const whole = this.chunk.buffer as ArrayBuffer;
    const buffer = this.filled === this.chunk.length ? whole : whole.slice(0, this.filled * 2);
    // It belongs to the SDK and to the utterance now.
    this.chunk = new Int16Array(new ArrayBuffer(this.chunkBytes));
    this.filled = 0;
    utterance.audio.add(buffer);
    if (this.hearing) return this.hearing.write(utterance, buffer);
    if (!this.waiting.includes(utterance)) this.waiting.push(utterance);
    this.seek();
  }

  /** Passes utterances on to another ear than the one that had them. */
  private pass(hearing: Hearing, rest: readonly Utterance[]): void {
    if (this.hearing === hearing) this.hearing = null;
    if (!this.open) return;
    this.waiting = [...this.waiting, ...rest].sort((a, b) => a.number - b.number);
    if (this.waiting.length > 0) this.seek();
  }

  /** Finds an ear for those that wait, now or when there is one. */
  private seek(): void {
    if (this.retry || !this.open) return;
    const hearing = this.hearing ?? this.takeHearing();
    if (!hearing) return this.seekLater();
    this.hearing = hearing;
    const { waiting } = this;
    this.waiting = [];
    for (const utterance of waiting) hearing.adopt(utterance);
  }

  private takeHearing(): Hearing | null {
    const { pool, clock, settings } = this.parts;
    const { language, sampleRate, phrases } = this.options;
    const ear = pool.take(language, this.avoid);
    return ear && new Hearing(ear, sampleRate, phrases, settings, clock, this);
  }

  private seekLater(): void {
    const { clock, resources } = this.parts;
    const now = clock.now();
    this.outageSince ??= now;
    const wait = Math.max(1, resources.retryInMs);
    if (now + wait - this.outageSince > LONGEST_OUTAGE_MS) {
      return this.fail(this.lastError ?? new ProviderError('azure', 'busy', 'no resource has room'));
    }
    this.retry = clock.after(wait, () => {
      this.retry = null;
      this.seek();
    });
  }

  /** Nothing is being said or waited for: the ear is kept for a while. */
  private rest(): void {
    const { hearing } = this;
    if (!hearing || this.current) return;
    this.idle?.cancel();
    this.idle = this.parts.clock.after(this.parts.settings.idleMs, () => {
      hearing.close();
      if (this.hearing === hearing) this.hearing = null;
    });
  }

  private fail(error: ProviderError): void {
    if (!this.open) return;
    this.close();
    this.sink.failed(error);
  }
}
