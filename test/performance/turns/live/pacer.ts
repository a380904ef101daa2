import { FRAME_MS } from '@app/core';

/** Calls each of many callers every 20 ms, one after the other over that time, and keeps how late it was. */
export class Pacer {
  /** ms after its time at which a frame was sent. */
  readonly lateMs: number[] = [];
  private readonly startedAt = performance.now();
  private sent = 0;
  private stopped = false;

  constructor(private readonly callers: readonly { frame(): void }[]) {
    this.run();
  }

  /** When a caller's frame of that number is complete, by the process clock. */
  private dueAt(caller: number, frame: number): number {
    return this.startedAt + (frame + 1 + caller / this.callers.length) * FRAME_MS;
  }

  stop(): void {
    this.stopped = true;
  }

  private run(): void {
    if (this.stopped) return;
    const { length } = this.callers;
    for (;;) {
      const caller = this.sent % length;
      const due = this.dueAt(caller, Math.floor(this.sent / length));
      const late = performance.now() - due;
      if (late < 0) {
        setTimeout(() => this.run(), -late);
        return;
      }
      this.lateMs.push(late);
      this.callers[caller]!.frame();
      this.sent++;
    }
  }
}
