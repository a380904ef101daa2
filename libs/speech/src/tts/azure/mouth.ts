import type { Clock, Millis, ProviderError, Timer } from '@app/core';
import { closedWith, failedBy, failureOf, timedOut } from '../../azure/speech-failure';
import type { ResourceLease } from '../../azure/speech-resources';
import { sdk, speechConfigOf } from '../../azure/speech-sdk';
import { HeldSynthesizer } from './held-synthesizer';

export interface MouthListener {
  /** Audio in the format asked for; owned by whoever is told. */
  sound(data: ArrayBuffer): void;
  boundary(text: string, startMs: Millis, endMs: Millis): void;
  /** Everything was told; the mouth may speak again. */
  finished(): void;
  /** Nothing more is told, and the mouth is closed. */
  failed(error: ProviderError): void;
}

export interface MouthSettings {
  readonly connectMs: Millis;
  readonly firstByteMs: Millis;
  readonly stallMs: Millis;
  readonly totalMs: Millis;
}

const TICKS_PER_MS = 10_000;

/** One synthesiser of the SDK with its one connection: opened ahead, then one text after the other, then closed. */
export class Mouth {
  /** Texts it was given. */
  uses = 0;
  /** Resolves when its socket is closed. */
  readonly gone: Promise<void>;
  private readonly left = Promise.withResolvers<void>();
  private readonly synthesizer: HeldSynthesizer;
  private listener: MouthListener | null = null;
  private connected = false;
  private dead = false;
  /** To the connection, the first sound, the next. */
  private watchdog: Timer | null = null;
  /** Over all of a text. */
  private limit: Timer | null = null;

  /** @param lost told when it dies while nobody speaks; `error` is null where only its time was up */
  constructor(
    private readonly lease: ResourceLease,
    private readonly settings: MouthSettings,
    private readonly clock: Clock,
    private readonly lost: (mouth: Mouth, error: ProviderError | null) => void,
  ) {
    this.gone = this.left.promise;
    const config = speechConfigOf(lease.resource);
    config.setProperty(sdk.PropertyId.SpeechServiceResponse_RequestWordBoundary, 'true');
    this.synthesizer = new HeldSynthesizer(config);
    this.synthesizer.connection.closed = code => this.fail(closedWith(code));
    this.synthesizer.synthesizing = (_, { result }) => this.sounded(result.audioData);
    this.synthesizer.wordBoundary = (_, { text, audioOffset, duration }) =>
      this.listener?.boundary(text, audioOffset / TICKS_PER_MS, (audioOffset + duration) / TICKS_PER_MS);
    this.watch(settings.connectMs, 'connection');
    this.synthesizer.connect().then(
      () => this.open(),
      (reason: unknown) => this.fail(failureOf(sdk.CancellationErrorCode.ConnectionFailure, String(reason))),
    );
  }

  get isOpen(): boolean {
    return this.connected;
  }

  /** Whether it may be given a text: it lives, and its resource's key is still the one. */
  get usable(): boolean {
    return !this.dead && this.lease.current;
  }

  get resource(): string {
    return this.lease.resource.name;
  }

  /** Speaks one text; not before the one before it is finished. */
  speak(ssml: string, format: sdk.SpeechSynthesisOutputFormat, listener: MouthListener): void {
    this.uses++;
    this.listener = listener;
    this.synthesizer.format = format;
    if (this.connected) this.watch(this.settings.firstByteMs, 'sound');
    this.limit = this.clock.after(this.settings.totalMs, () => this.fail(timedOut('end of the sentence')));
    this.synthesizer.speakSsmlAsync(
      ssml,
      result => this.ended(result),
      () => this.fail(failedBy('synthesis did not start')),
    );
  }

  /** Idempotent. Nothing more is told. */
  close(): void {
    this.listener = null;
    if (this.dead) return;
    this.dead = true;
    this.quiet();
    this.lease.release();
    this.synthesizer.end().then(this.left.resolve, this.left.resolve);
  }

  private open(): void {
    if (this.dead) return;
    this.connected = true;
    if (this.listener) this.watch(this.settings.firstByteMs, 'sound');
    else this.quiet();
  }

  private sounded(data: ArrayBuffer): void {
    if (!this.listener) return;
    this.watch(this.settings.stallMs, 'more sound');
    this.listener.sound(data);
  }

  private ended(result: sdk.SpeechSynthesisResult): void {
    if (result.reason === sdk.ResultReason.Canceled) {
      const { ErrorCode, errorDetails } = sdk.CancellationDetails.fromResult(result);
      return this.fail(failureOf(ErrorCode, errorDetails));
    }
    const { listener } = this;
    this.listener = null;
    this.quiet();
    this.lease.succeeded();
    listener?.finished();
  }

  private fail(error: ProviderError): void {
    if (this.dead) return;
    const { listener } = this;
    // The service closes connections that say nothing for long: no fault of the resource.
    const expired = !listener && this.connected;
    if (!expired) this.lease.failed(error);
    this.close();
    if (listener) listener.failed(error);
    else this.lost(this, expired ? null : error);
  }

  private watch(ms: Millis, what: string): void {
    this.watchdog?.cancel();
    this.watchdog = this.clock.after(ms, () => this.fail(timedOut(what)));
  }

  private quiet(): void {
    this.watchdog?.cancel();
    this.limit?.cancel();
    this.watchdog = this.limit = null;
  }
}
