import { sdk } from '../../azure/speech-sdk';
import { EventSource, connectivity, deviceType } from '../../azure/sdk-internals';
import type {
  AudioSourceEvent,
  AudioStreamFormatImpl,
  IAudioSource,
  IAudioStreamNode,
  ISpeechConfigAudioDevice,
} from '../../azure/sdk-internals';

interface Chunk {
  readonly buffer: ArrayBuffer;
  readonly isEnd: boolean;
  readonly timeReceived: number;
}

/**
 * The way of audio into the SDK without its own push stream, which collects 100 ms before it passes anything on: a chunk
 * goes out as it was written. It stands on what the SDK keeps to itself (`IAudioSource`); the version of the SDK is pinned,
 * and sent-as-written.spec.ts holds it.
 */
export class SentAsWritten extends sdk.AudioInputStream implements IAudioSource {
  readonly events = new EventSource<AudioSourceEvent>();
  private streamFormat = sdk.AudioStreamFormat.getWaveFormatPCM(16_000, 16, 1);
  private readonly waiting: Chunk[] = [];
  private readonly readers: ((chunk: Chunk) => void)[] = [];
  private ended = false;

  constructor() {
    super();
  }

  /** To be said before the recognition starts. @param sampleRate Hz; 16 bit, mono */
  setSampleRate(sampleRate: number): void {
    this.streamFormat = sdk.AudioStreamFormat.getWaveFormatPCM(sampleRate, 16, 1);
  }

  /** @param buffer the SDK keeps it; it must not be written to any more */
  write(buffer: ArrayBuffer): void {
    if (!this.ended) this.pass({ buffer, isEnd: false, timeReceived: Date.now() });
  }

  /** The service is told that no more audio comes. Idempotent. */
  close(): void {
    if (this.ended) return;
    this.ended = true;
    this.pass(END);
  }

  get format(): Promise<AudioStreamFormatImpl> {
    return Promise.resolve(this.streamFormat as AudioStreamFormatImpl);
  }

  get deviceInfo(): Promise<ISpeechConfigAudioDevice> {
    const { bitsPerSample, channels, samplesPerSec } = this.streamFormat as AudioStreamFormatImpl;
    return Promise.resolve({
      bitspersample: bitsPerSample,
      channelcount: channels,
      connectivity: connectivity.Unknown,
      manufacturer: 'realtime-processor',
      model: 'call',
      samplerate: samplesPerSec,
      type: deviceType.Stream,
    });
  }

  id(): string {
    return 'call';
  }

  async attach(nodeId: string): Promise<IAudioStreamNode> {
    return { id: () => nodeId, read: () => this.read(), detach: async () => this.close() };
  }

  detach(): void {
    this.close();
  }

  async turnOn(): Promise<void> {}

  async turnOff(): Promise<void> {}

  private pass(chunk: Chunk): void {
    const reader = this.readers.shift();
    if (reader) reader(chunk);
    else this.waiting.push(chunk);
  }

  private read(): Promise<Chunk> {
    const chunk = this.waiting.shift();
    if (chunk) return Promise.resolve(chunk);
    if (this.ended) return Promise.resolve(END);
    return new Promise(resolve => this.readers.push(resolve));
  }
}

const END: Chunk = { buffer: new ArrayBuffer(0), isEnd: true, timeReceived: 0 };
