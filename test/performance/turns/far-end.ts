import { samplesIn } from '@app/core';

/** What the caller's telephone plays, so that it can come back: frames one after the other as they arrive. */
export class FarEnd {
  private played = new Int16Array(1 << 20);
  private end = 0;

  constructor(private readonly sampleRate: number) {}

  play(pcm: Int16Array, nowMs: number): void {
    const from = Math.max(this.end, samplesIn(nowMs, this.sampleRate));
    if (from + pcm.length > this.played.length) this.grow();
    this.played.set(pcm, from);
    this.end = from + pcm.length;
  }

  clear(nowMs: number): void {
    const now = samplesIn(nowMs, this.sampleRate);
    if (this.end <= now) return;
    this.played.fill(0, now, this.end);
    this.end = now;
  }

  /** @param sample of the call; 0 where nothing was played. */
  at(sample: number): number {
    return this.played[sample] ?? 0;
  }

  private grow(): void {
    const larger = new Int16Array(this.played.length * 2);
    larger.set(this.played);
    this.played = larger;
  }
}
