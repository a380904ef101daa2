import { AudioFormatError } from '../audio-format-error';
import { Mp3Workers } from './mp3-workers';

/** A small file may last for hours: longer audio than this is not even decoded. */
const LONGEST_SECONDS = 120;

/** Reads whole MP3 clips, in worker threads. */
export class Mp3Reader {
  private readonly workers = new Mp3Workers();

  /** Clips that wait for a thread. */
  get waiting(): number {
    return this.workers.waiting;
  }

  /**
   * @returns mono PCM at the stream's own rate; of a stream of more than two minutes only the beginning, a little more
   * than two minutes of it
   * @throws AudioFormatError when there is no audio in it; the signal's reason when it aborts first
   */
  async decode(
    data: Uint8Array,
    signal?: AbortSignal,
  ): Promise<{ readonly pcm: Int16Array; readonly sampleRate: number }> {
    const decoded = await this.workers.decode(data, LONGEST_SECONDS, signal);
    if (decoded.pcm.length === 0)
      throw new AudioFormatError('not an MP3 stream: no audio in it could be decoded');
    return decoded;
  }

  close(): Promise<void> {
    return this.workers.close();
  }
}
