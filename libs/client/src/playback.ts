interface Piece {
  /** First sample on the timeline. */
  readonly from: number;
  readonly pcm: Int16Array;
}

/**
 * What a caller would hear: audio is played in order and in real time, each piece when it has come and the one before
 * it was played. Times are ms on any clock that does not jump; the timeline starts with the playback.
 */
export class Playback {
  private pieces: Piece[] = [];
  private end = 0;
  private readonly startedAt: number;

  constructor(
    readonly sampleRate: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.startedAt = now();
  }

  /** Queues audio that comes now; its memory is kept. @returns ms on the timeline at which it begins to play */
  push(pcm: Int16Array): number {
    const from = Math.max(this.position(), this.end);
    this.pieces.push({ from, pcm });
    this.end = from + pcm.length;
    return (from * 1000) / this.sampleRate;
  }

  /** Drops what has not been played, as `audio_clear` asks. */
  clear(): void {
    const now = this.position();
    if (this.end <= now) return;
    this.pieces = this.pieces
      .filter(piece => piece.from < now)
      .map(({ from, pcm }) => ({ from, pcm: pcm.subarray(0, Math.max(0, now - from)) }));
    this.end = now;
  }

  /** Ms of audio that wait to be played. */
  get queuedMs(): number {
    return (Math.max(0, this.end - this.position()) * 1000) / this.sampleRate;
  }

  /** Everything from the start to the end of what is queued, with silence where nothing was played. */
  render(): Int16Array {
    const timeline = new Int16Array(this.end);
    for (const { from, pcm } of this.pieces) timeline.set(pcm, from);
    return timeline;
  }

  /** The sample being played now. */
  private position(): number {
    return Math.round(((this.now() - this.startedAt) * this.sampleRate) / 1000);
  }
}
