/** Turns of this instance between their commit and their first audio: what `queueSize` tells. */
export class TurnsInProgress {
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** @returns what to call when the turn is heard, failed or dropped; idempotent. */
  enter(): () => void {
    this.count++;
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      this.count--;
    };
  }
}
