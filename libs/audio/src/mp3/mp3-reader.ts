import { AudioFormatError } from '../audio-format-error';
import type { DecodedMp3 } from './mp3.worker';
import { mp3Workers } from './mp3-workers';

/** Whether it begins as an MP3 stream does: with an ID3 tag or a frame header. */
export const isMp3 = (data: Uint8Array): boolean =>
  (data[0] === 0x49 && data[1] === 0x44 && data[2] === 0x33) ||
  (data[0] === 0xff && (data[1]! & 0xe0) === 0xe0);

/** Reads whole MP3 clips, in worker threads. */
export class Mp3Reader {
  private readonly workers = mp3Workers();

  /**
   * @returns mono PCM at the stream's own rate
   * @throws AudioFormatError when there is no audio in it
   */
  async decode(data: Uint8Array): Promise<{ readonly pcm: Int16Array; readonly sampleRate: number }> {
    const decoded = (await this.workers.run(data, { name: 'decode' })) as DecodedMp3;
    if (decoded.pcm.length === 0)
      throw new AudioFormatError('not an MP3 stream: no audio in it could be decoded');
    return { pcm: decoded.pcm, sampleRate: decoded.sampleRate };
  }

  async close(): Promise<void> {
    await this.workers.destroy();
  }
}
