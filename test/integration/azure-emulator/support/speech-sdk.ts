import * as sdk from 'microsoft-cognitiveservices-speech-sdk';
import type { AzureEmulator } from '../../../../apps/azure-emulator/src/emulator';

// What the SDK tells Microsoft about itself has no place in a test.
sdk.Recognizer.enableTelemetry(false);

/** Something the SDK told its user. */
interface Details {
  readonly started: object;
  readonly stopped: object;
  readonly 'speech-start': object;
  readonly 'speech-end': object;
  readonly recognizing: { readonly result: sdk.SpeechRecognitionResult };
  readonly recognized: { readonly result: sdk.SpeechRecognitionResult };
  readonly canceled: { readonly code: string; readonly details: string; readonly reason: string };
}

export type Told = { [Event in keyof Details]: { readonly event: Event } & Details[Event] }[keyof Details];

/** A configuration for the emulator; version 2 is what the SDK uses with a region. */
export function speechConfig(
  emulator: AzureEmulator,
  version: '1' | '2' = '1',
  key = 'key',
): sdk.SpeechConfig {
  const config = sdk.SpeechConfig.fromHost(new URL(emulator.speechHost), key);
  config.speechRecognitionLanguage = 'en-US';
  config.setProperty(sdk.PropertyId.SpeechServiceConnection_RecognitionEndpointVersion, version);
  // A test has no time for the pace of speech. No more than it needs: while a socket is closing, the SDK sends, fails and
  // sends again without ever letting the event loop run, until it has "sent" this much.
  config.setProperty('SPEECH-TransmitLengthBeforThrottleMs', '20000');
  return config;
}

/** A continuous recogniser with its audio, and all it told. */
export class Listener {
  readonly told: Told[] = [];
  readonly input: sdk.PushAudioInputStream;
  readonly recognizer: sdk.SpeechRecognizer;
  private readonly waiting = new Set<() => void>();
  private seen = 0;

  constructor(
    config: sdk.SpeechConfig,
    format: sdk.AudioStreamFormat = sdk.AudioStreamFormat.getWaveFormatPCM(8000, 16, 1),
    languages?: string[],
  ) {
    this.input = sdk.AudioInputStream.createPushStream(format);
    const audio = sdk.AudioConfig.fromStreamInput(this.input);
    this.recognizer = languages
      ? sdk.SpeechRecognizer.FromConfig(
          config,
          sdk.AutoDetectSourceLanguageConfig.fromLanguages(languages),
          audio,
        )
      : new sdk.SpeechRecognizer(config, audio);
    this.recognizer.sessionStarted = () => this.tell({ event: 'started' });
    this.recognizer.sessionStopped = () => this.tell({ event: 'stopped' });
    this.recognizer.speechStartDetected = () => this.tell({ event: 'speech-start' });
    this.recognizer.speechEndDetected = () => this.tell({ event: 'speech-end' });
    this.recognizer.recognizing = (_, { result }) => this.tell({ event: 'recognizing', result });
    this.recognizer.recognized = (_, { result }) => this.tell({ event: 'recognized', result });
    this.recognizer.canceled = (_, { errorCode, errorDetails, reason }) =>
      this.tell({
        event: 'canceled',
        code: sdk.CancellationErrorCode[errorCode],
        details: errorDetails,
        reason: sdk.CancellationReason[reason],
      });
  }

  start(): Promise<void> {
    return new Promise((resolve, reject) => this.recognizer.startContinuousRecognitionAsync(resolve, reject));
  }

  /** @param pcm as bytes of the stream's own format */
  write(pcm: Int16Array | Uint8Array): void {
    // Jest gives tests an Int16Array of another realm, whose buffers the SDK does not know for ArrayBuffers.
    const bytes = new Uint8Array(pcm.byteLength);
    bytes.set(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength));
    this.input.write(bytes.buffer);
  }

  stop(): Promise<void> {
    return new Promise((resolve, reject) => this.recognizer.stopContinuousRecognitionAsync(resolve, reject));
  }

  close(): Promise<void> {
    return new Promise((resolve, reject) => this.recognizer.close(resolve, reject));
  }

  /** Goes on sending silence, as a call does, until the function it returns is called. */
  keepSilent(): () => void {
    const pulse = setInterval(() => this.write(new Int16Array(800)), 20);
    return () => clearInterval(pulse);
  }

  /** Resolves with the next of these events that was not given out before. */
  async next<Event extends Told['event']>(event: Event): Promise<Extract<Told, { event: Event }>> {
    for (;;) {
      const index = this.told.findIndex((told, i) => i >= this.seen && told.event === event);
      if (index >= 0) {
        this.seen = index + 1;
        return this.told[index] as Extract<Told, { event: Event }>;
      }
      await new Promise<void>(resolve => this.waiting.add(resolve));
    }
  }

  get events(): string[] {
    return this.told.map(told => told.event);
  }

  /** Texts of finals so far. */
  get finals(): string[] {
    return this.told.flatMap(told => (told.event === 'recognized' ? [told.result.text] : []));
  }

  private tell(told: Told): void {
    this.told.push(told);
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
