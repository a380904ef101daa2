import type { Millis } from '@app/core';

interface Piece {
  readonly buffer: ArrayBuffer;
  /** From the beginning of the utterance. */
  readonly atMs: Millis;
  readonly endMs: Millis;
}

/** The audio of an utterance that has no final yet: what another recogniser is given when the first one fails. */
export class KeptAudio {
  private pieces: Piece[] = [];
  private endMs: Millis = 0;

  /** @param mostMs of it are kept; what is older is lost, and that is better than to fill the memory */
  constructor(
    private readonly sampleRate: number,
    private readonly mostMs: Millis,
  ) {}

  /** Everything that was ever added. */
  get lengthMs(): Millis {
    return this.endMs;
  }

  /** @param buffer PCM16; it is not copied and must not be written to any more */
  add(buffer: ArrayBuffer): void {
    const atMs = this.endMs;
    this.endMs += (buffer.byteLength / 2 / this.sampleRate) * 1000;
    this.pieces.push({ buffer, atMs, endMs: this.endMs });
    if (this.pieces[0]!.endMs < this.endMs - this.mostMs) this.pieces.shift();
  }

  /** What lies before has been understood. */
  dropBefore(ms: Millis): void {
    const keep = this.pieces.findIndex(piece => piece.endMs > ms);
    this.pieces = keep < 0 ? [] : this.pieces.slice(keep);
  }

  /** Where the oldest piece begins. */
  get fromMs(): Millis {
    return this.pieces[0]?.atMs ?? this.endMs;
  }

  get buffers(): readonly ArrayBuffer[] {
    return this.pieces.map(piece => piece.buffer);
  }
}
