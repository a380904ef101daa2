import { raceAbort } from '@app/core';
import type { PartText, PartWriter, Playout } from '../playout/playout';
import type { SpokenWord } from '../playout/spoken-parts';

/** Where a reply hands its parts. */
export type ReplyOutlet = Pick<Playout, 'part' | 'room'>;

/**
 * Holds a reply back until its turn is committed. The first part is made meanwhile and waits; whoever makes it waits
 * too, so that no more is made than may be thrown away.
 */
export class HeldOutlet implements ReplyOutlet {
  private target: ReplyOutlet | null = null;
  private readonly held: HeldPart[] = [];
  private release: () => void = () => undefined;
  private readonly released = new Promise<void>(resolve => (this.release = resolve));

  part(describe: () => PartText): PartWriter {
    if (this.target) return this.target.part(describe);
    const part = new HeldPart(describe, this.released);
    this.held.push(part);
    return part;
  }

  async room(signal: AbortSignal): Promise<void> {
    await raceAbort(this.released, signal);
    await this.target!.room(signal);
  }

  /** From now on everything goes to the playout; what was held goes first. */
  open(target: ReplyOutlet): void {
    this.target = target;
    for (const part of this.held) part.moveTo(target);
    this.held.length = 0;
    this.release();
  }
}

type Piece = { readonly pcm: Int16Array; readonly sampleRate: number } | { readonly word: SpokenWord };

class HeldPart implements PartWriter {
  private target: PartWriter | null = null;
  private pieces: Piece[] = [];

  constructor(
    private readonly describe: () => PartText,
    private readonly released: Promise<void>,
  ) {}

  audio(pcm: Int16Array, sampleRate: number): void {
    if (this.target) this.target.audio(pcm, sampleRate);
    else this.pieces.push({ pcm, sampleRate });
  }

  word(word: SpokenWord): void {
    if (this.target) this.target.word(word);
    else this.pieces.push({ word });
  }

  async finish(signal: AbortSignal): Promise<void> {
    if (!this.target) await raceAbort(this.released, signal);
    await this.target!.finish(signal);
  }

  moveTo(outlet: ReplyOutlet): void {
    const target = outlet.part(this.describe);
    for (const piece of this.pieces) {
      if ('word' in piece) target.word(piece.word);
      else target.audio(piece.pcm, piece.sampleRate);
    }
    this.pieces = [];
    this.target = target;
  }
}
