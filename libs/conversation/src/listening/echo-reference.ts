import { FRAME_MS, samplesIn } from '@app/core';
import type { Millis } from '@app/core';

/** How late the other end may play what was sent, and the line return it, in slots of 20 ms. */
export const LONGEST_DELAY = 800 / FRAME_MS;

/** Slots kept beyond that, to compare a stretch of sound with. */
const STRETCH = 20;

/** dB of nothing at all. */
export const SILENT = -100;

/** How loud the assistant is at the other end, by clock time in slots of 20 ms: what an echo would be made of. */
export class EchoReference {
  private readonly levels: Float32Array;
  private readonly slotOf: Int32Array;
  /** After this slot nothing is heard. */
  private lastSlot = -1;

  /** @param aheadMs how far ahead of being heard audio is sent */
  constructor(aheadMs: Millis) {
    const length = LONGEST_DELAY + STRETCH + Math.ceil(aheadMs / FRAME_MS) + 2;
    this.levels = new Float32Array(length).fill(SILENT);
    this.slotOf = new Int32Array(length).fill(-1);
  }

  /** @param at clock time from which it is heard */
  sounds(pcm: Int16Array, sampleRate: number, at: Millis): void {
    const samples = samplesIn(FRAME_MS, sampleRate);
    let slot = Math.floor(at / FRAME_MS);
    for (let from = 0; from < pcm.length; from += samples) {
      const index = slot % this.levels.length;
      this.levels[index] = levelOf(pcm, from, Math.min(pcm.length, from + samples));
      this.slotOf[index] = slot++;
    }
    this.lastSlot = Math.max(this.lastSlot, slot - 1);
  }

  /** What was queued from that clock time on is not going to be heard. */
  cleared(at: Millis): void {
    const now = Math.floor(at / FRAME_MS);
    for (let i = 0; i < this.slotOf.length; i++) if (this.slotOf[i]! > now) this.slotOf[i] = -1;
  }

  /** dB of full scale in the slots up to that clock time, newest first, as many as there is room for. */
  copyLevels(now: Millis, out: Float32Array): void {
    const { levels, slotOf } = this;
    let slot = Math.floor(now / FRAME_MS);
    let index = slot % levels.length;
    for (let i = 0; i < out.length; i++, slot--) {
      out[i] = slot >= 0 && slotOf[index] === slot ? levels[index]! : SILENT;
      if (--index < 0) index += levels.length;
    }
  }

  /** The loudest slot an echo heard at that clock time can come from, dB of full scale. */
  loudest(now: Millis): number {
    const { levels, slotOf } = this;
    const newest = Math.floor(now / FRAME_MS);
    const oldest = Math.max(0, newest - LONGEST_DELAY);
    if (this.lastSlot < oldest) return SILENT;
    let loudest = SILENT;
    let index = oldest % levels.length;
    for (let slot = oldest; slot <= newest; slot++) {
      if (slotOf[index] === slot && levels[index]! > loudest) loudest = levels[index]!;
      if (++index === levels.length) index = 0;
    }
    return loudest;
  }
}

/** Of the samples from `from` up to `to`: dB of full scale, at least SILENT. */
export function levelOf(pcm: Int16Array, from = 0, to = pcm.length): number {
  // Two sums, as each addition waits for the one before.
  let [even, odd] = [0, 0];
  let i = from;
  for (; i + 1 < to; i += 2) {
    even += pcm[i]! * pcm[i]!;
    odd += pcm[i + 1]! * pcm[i + 1]!;
  }
  if (i < to) even += pcm[i]! * pcm[i]!;
  const sum = even + odd;
  if (sum === 0) return SILENT;
  return Math.max(SILENT, 10 * Math.log10(sum / (to - from) / (32_768 * 32_768)));
}
