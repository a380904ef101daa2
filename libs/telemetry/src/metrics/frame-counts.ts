import { Injectable } from '@nestjs/common';

/**
 * Frames of all calls. On the per-frame path this is one addition; the Prometheus counters take what has gathered
 * when they are scraped.
 */
@Injectable()
export class FrameCounts {
  private heard = 0;
  private sent = 0;

  /** @param frames of 20 ms, also parts of one */
  framesIn(frames: number): void {
    this.heard += frames;
  }

  frameOut(): void {
    this.sent++;
  }

  /** Frames heard since the last time. */
  takeIn(): number {
    const count = this.heard;
    this.heard = 0;
    return count;
  }

  /** Frames sent since the last time. */
  takeOut(): number {
    const count = this.sent;
    this.sent = 0;
    return count;
  }
}
