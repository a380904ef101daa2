import { FRAME_MS, samplesIn } from '@app/core';
import type { Millis } from '@app/core';

/** How late the other end may play what was sent, and the line return it. */
const WINDOW_SLOTS = 800 / FRAME_MS;

/** How loud the assistant is at the other end, by clock time in slots of 20 ms: what an echo would be made of. */
export class EchoReference {
  private readonly power: Float32Array;
  private readonly slotOf: Int32Array;

  /** @param aheadMs how far ahead of being heard audio is sent */
  constructor(aheadMs: Millis) {
    const length = WINDOW_SLOTS + Math.ceil(aheadMs / FRAME_MS) + 2;
    this.power = new Float32Array(length);
    this.slotOf = new Int32Array(length).fill(-1);
  }

  /** @param at clock time from which it is heard */
  sounds(pcm: Int16Array, sampleRate: number, at: Millis): void {
    const samples = samplesIn(FRAME_MS, sampleRate);
    let slot = Math.floor(at / FRAME_MS);
    for (let from = 0; from < pcm.length; from += samples) {
      const index = slot % this.power.length;
      this.power[index] = meanSquare(pcm, from, Math.min(pcm.length, from + samples));
      this.slotOf[index] = slot++;
    }
  }

  /** What was queued from that clock time on is not going to be heard. */
  cleared(at: Millis): void {
    const now = Math.floor(at / FRAME_MS);
    for (let i = 0; i < this.slotOf.length; i++) if (this.slotOf[i]! > now) this.slotOf[i] = -1;
  }

  /** The loudest an echo heard at that clock time can come from: mean square of a slot; 0 where nothing was said. */
  loudest(now: Millis): number {
    const last = Math.floor(now / FRAME_MS);
    let loudest = 0;
    for (let slot = last - WINDOW_SLOTS; slot <= last; slot++) {
      if (slot < 0) continue;
      const index = slot % this.power.length;
      if (this.slotOf[index] === slot && this.power[index]! > loudest) loudest = this.power[index]!;
    }
    return loudest;
  }
}

/** Of the samples from `from` up to `to`; of full scale squared. */
export function meanSquare(pcm: Int16Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += pcm[i]! * pcm[i]!;
  return to > from ? sum / (to - from) / (32_768 * 32_768) : 0;
}
