import type { Clock, Millis, ProviderError, Timer } from '@app/core';
import { closedWith, failedBy, failureOf, timedOut } from '../../azure/speech-failure';
import type { ResourceLease } from '../../azure/speech-resources';
import { sdk } from '../../azure/speech-sdk';
import { CallRecognizer } from './call-recognizer';
import { hypothesisOf, phraseOf } from './heard-phrase';
import type { HeardPhrase, Hypothesis } from './heard-phrase';
import { recognizerConfig } from './recognizer-config';
import type { RecognizerSettings } from './recognizer-config';
import { SentAsWritten } from './sent-as-written';

export interface EarListener {
  /** The connection is open: from here on answers may be expected. Not told where it was so before. */
  opened(): void;
  hypothesis(hypothesis: Hypothesis): void;
  /** An empty text: something was heard and not understood. */
  phrase(phrase: HeardPhrase): void;
  /** Everything that was sent before `finish` has been answered. */
  finished(): void;
  /** Nothing more is told. */
  failed(error: ProviderError): void;
}

export interface EarSettings extends RecognizerSettings {
  readonly connectMs: Millis;
}

/** One recogniser of the SDK with its one connection: opened ahead, then one recognition, then closed. */
export class Ear {
  /** Resolves when its socket is closed. */
  readonly gone: Promise<void>;
  private readonly left = Promise.withResolvers<void>();
  private readonly stream = new SentAsWritten();
  private readonly recognizer: CallRecognizer;
  private readonly watchdog: Timer;
  private listener: EarListener | null = null;
  private connected = false;
  private finishing = false;
  private dead = false;

  /** @param lost told when it dies before anybody listens; `error` is null where only its time was up */
  constructor(
    readonly language: string,
    private readonly lease: ResourceLease,
    settings: EarSettings,
    clock: Clock,
    private readonly lost: (ear: Ear, error: ProviderError | null) => void,
  ) {
    this.gone = this.left.promise;
    const config = recognizerConfig(lease.resource, language, settings);
    this.recognizer = new CallRecognizer(config, sdk.AudioConfig.fromStreamInput(this.stream));
    this.recognizer.connection.closed = code => this.fail(closedWith(code));
    this.recognizer.connection.turnEnded = () => this.turnEnded(clock);
    this.watchdog = clock.after(settings.connectMs, () => this.fail(timedOut('connection')));
    this.recognizer.connect().then(
      () => this.open(),
      (reason: unknown) => this.fail(failureOf(sdk.CancellationErrorCode.ConnectionFailure, String(reason))),
    );
  }

  get isOpen(): boolean {
    return this.connected;
  }

  /** Whether it may serve a call: it lives, and its resource's key is still the one. */
  get usable(): boolean {
    return !this.dead && this.lease.current;
  }

  /** The resource it listens by. */
  get resource(): string {
    return this.lease.resource.name;
  }

  /** Begins the recognition; audio may be written at once, connected or not. */
  listen(sampleRate: number, phrases: readonly string[], listener: EarListener): void {
    this.listener = listener;
    this.stream.setSampleRate(sampleRate);
    if (phrases.length > 0) sdk.PhraseListGrammar.fromRecognizer(this.recognizer).addPhrases([...phrases]);
    const { recognizer } = this;
    recognizer.recognizing = (_, { result }) => this.listener?.hypothesis(hypothesisOf(result));
    recognizer.recognized = (_, { result }) => this.recognised(phraseOf(result));
    recognizer.sessionStopped = () => this.listener?.finished();
    recognizer.canceled = (_, { reason, errorCode, errorDetails }) => {
      // The end of the audio is told as a cancellation, too.
      if (reason === sdk.CancellationReason.Error) this.fail(failureOf(errorCode, errorDetails));
    };
    recognizer.startContinuousRecognitionAsync(undefined, () =>
      this.fail(failedBy('recognition did not start')),
    );
  }

  /** @param buffer PCM16 of the sample rate; it must not be written to any more */
  write(buffer: ArrayBuffer): void {
    this.stream.write(buffer);
  }

  /** No more audio comes; `finished` follows when the service has worked it off. */
  finish(): void {
    this.finishing = true;
    this.stream.close();
  }

  /** It answered too late, or not at all: whoever listens has had enough of it. */
  giveUp(error: ProviderError): void {
    if (!this.dead) this.lease.failed(error);
    this.close();
  }

  /** Idempotent. Nothing more is told. */
  close(): void {
    this.listener = null;
    if (this.dead) return;
    this.dead = true;
    this.watchdog.cancel();
    this.stream.close();
    this.lease.release();
    this.recognizer.end().then(this.left.resolve, this.left.resolve);
  }

  private open(): void {
    if (this.dead) return;
    this.watchdog.cancel();
    this.connected = true;
    this.listener?.opened();
  }

  /** Nobody asked for it. What came before is still on its way through the SDK. */
  private turnEnded(clock: Clock): void {
    if (!this.finishing) clock.after(0, () => this.fail(failedBy('the service ended the turn')));
  }

  private recognised(phrase: HeardPhrase): void {
    this.lease.succeeded();
    this.listener?.phrase(phrase);
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
}
