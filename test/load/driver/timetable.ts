import { FRAME_MS } from '@app/core';
import type { CallPlan } from './call-plan';

/** A caller does not begin at once, s. */
const FIRST_S = 5;
/** Cycles are so much longer and shorter than their mean. */
const SPREAD = 0.1;
/** Into a reply before it is spoken over, ms. */
const BARGE_AFTER_MS = 700;

/**
 * When a caller speaks, in frames of the call. Times do not wait for answers: a service that is slow is asked as often
 * as one that is not, so that what it leaves out is counted (coordinated omission).
 */
export class Timetable {
  private nextAt: number;
  private bargeAt = Number.POSITIVE_INFINITY;
  /** What is said now is said over a reply. */
  bargesIn = false;

  constructor(
    private readonly plan: Pick<CallPlan, 'talkRatio' | 'firstS' | 'bargeIns'>,
    private readonly random: () => number,
  ) {
    this.nextAt = (random() * (plan.firstS ?? FIRST_S) * 1000) / FRAME_MS;
  }

  speaksAt(frame: number): boolean {
    return frame >= Math.min(this.nextAt, this.bargeAt);
  }

  /** @param length of what is said from that frame on */
  spoken(frame: number, length: number): void {
    this.bargesIn = frame >= this.bargeAt;
    this.bargeAt = Number.POSITIVE_INFINITY;
    const spread = 1 + SPREAD * (2 * this.random() - 1);
    this.nextAt = Math.round(frame + (length / this.plan.talkRatio) * spread);
  }

  /** A reply is heard from that frame on. */
  answered(frame: number): void {
    if (this.plan.bargeIns > 0 && this.random() < this.plan.bargeIns)
      this.bargeAt = frame + BARGE_AFTER_MS / FRAME_MS;
  }
}
