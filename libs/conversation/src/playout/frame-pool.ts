import { FRAME_MS, samplesIn } from '@app/core';

/** 20 ms of a reply, on its way out. */
export interface QueuedFrame {
  readonly type: 'frame';
  readonly pcm: Int16Array;
}

/** Frames that are made at once, in one piece of memory. */
const MADE_TOGETHER = 50;

/**
 * Frames of one rate that all calls use again and again. A reply is synthesised faster than it is heard, so that its frames
 * live for seconds: left to the collector they are moved about, grow old, and stay until the next full collection.
 */
export class FramePool {
  private readonly free: QueuedFrame[] = [];

  constructor(private readonly sampleRate: number) {}

  /** What is in it is what was in it before. */
  take(): QueuedFrame {
    if (this.free.length === 0) this.make();
    return this.free.pop()!;
  }

  /** Nobody may look at it any more. */
  give(frame: QueuedFrame): void {
    this.free.push(frame);
  }

  private make(): void {
    const samples = samplesIn(FRAME_MS, this.sampleRate);
    const memory = new Int16Array(MADE_TOGETHER * samples);
    for (let from = 0; from < memory.length; from += samples)
      this.free.push({ type: 'frame', pcm: memory.subarray(from, from + samples) });
  }
}

const pools = new Map<number, FramePool>();

/** The one pool of that rate, Hz. */
export function framePoolOf(sampleRate: number): FramePool {
  let pool = pools.get(sampleRate);
  if (!pool) pools.set(sampleRate, (pool = new FramePool(sampleRate)));
  return pool;
}
