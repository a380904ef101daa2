import { decodeAlaw, decodeMulaw, Mp3Reader, OpusDecoder, pcmFromBytes, resample } from '@app/audio';
import type { ReplyFormat } from '@app/protocol';

/** Makes mono PCM16 at the reply's rate of what the service sends, in the order of sending. */
export class ReplyDecoder {
  /** What was asked for in an earlier one is no longer wanted when it is decoded. */
  private generation = 0;
  private waiting = 0;
  private last: Promise<void> = Promise.resolve();
  private readonly opus: OpusDecoder | null;
  private readonly mp3: Mp3Reader | null;

  /** @param hear takes the sound; its memory is the taker's */
  constructor(
    private readonly format: Readonly<ReplyFormat>,
    private readonly hear: (pcm: Int16Array) => void,
    private readonly failed: (error: unknown) => void,
  ) {
    this.opus = format.encoding === 'opus' ? new OpusDecoder(format.sampleRate) : null;
    this.mp3 = format.encoding === 'mp3' ? new Mp3Reader() : null;
  }

  /** Whether sound that came is still to be heard. */
  get busy(): boolean {
    return this.waiting > 0;
  }

  /** A binary message: 20 ms. */
  frame(data: Uint8Array): void {
    try {
      this.hear(this.decodeFrame(data));
    } catch (error) {
      this.failed(error);
    }
  }

  /** The audio of a whole part, base64. */
  part(audioData: string): void {
    const { mp3, generation } = this;
    if (!mp3 || audioData === '') return;
    this.waiting++;
    this.last = this.last
      .then(() => mp3.decode(Buffer.from(audioData, 'base64')))
      .then(({ pcm, sampleRate }) => {
        if (generation === this.generation) this.hear(resample(pcm, sampleRate, this.format.sampleRate));
      })
      .catch(this.failed)
      .finally(() => void this.waiting--);
  }

  /** What came so far is no longer wanted. */
  clear(): void {
    this.generation++;
  }

  /** Resolves when all that came was heard. */
  async close(): Promise<void> {
    await this.last;
    await this.mp3?.close();
  }

  private decodeFrame(data: Uint8Array): Int16Array {
    switch (this.format.encoding) {
      case 'pcm16':
        return pcmFromBytes(data);
      case 'mulaw':
        return g711(data, decodeMulaw);
      case 'alaw':
        return g711(data, decodeAlaw);
      case 'opus':
      case 'mp3':
        if (!this.opus) throw new Error('the reply came as frames where whole parts were asked for');
        return this.opus.decode(data);
    }
  }
}

function g711(data: Uint8Array, decode: (data: Uint8Array, out: Int16Array) => void): Int16Array {
  const pcm = new Int16Array(data.length);
  decode(data, pcm);
  return pcm;
}
