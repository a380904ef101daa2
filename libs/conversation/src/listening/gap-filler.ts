import { samplesIn } from '@app/core';
import type { Clock, Millis, Timer } from '@app/core';

/** A network may be late this much before its silence is taken for the caller's. */
const PATIENCE_MS: Millis = 300;
const PIECE_MS: Millis = 100;

/** The same for all calls of a rate, by Hz: it is only read. */
const silences = new Map<number, Int16Array>();

/**
 * Some clients stop sending while their caller is silent. Where that happens in the middle of an utterance, silence
 * is filled in at the pace of the clock, so that the utterance ends as any other.
 */
export class GapFiller {
  private timer: Timer | null = null;
  private lastAt: Millis = 0;
  constructor(
    private readonly clock: Clock,
    private readonly sampleRate: number,
    private readonly fill: (silence: Int16Array) => void,
  ) {}

  heard(now: Millis): void {
    this.lastAt = now;
  }

  /** From now on a gap matters. */
  watch(): void {
    this.timer ??= this.clock.every(PIECE_MS, () => {
      if (this.clock.now() - this.lastAt >= PATIENCE_MS) this.fill(this.silence);
    });
  }

  private get silence(): Int16Array {
    let silence = silences.get(this.sampleRate);
    if (!silence)
      silences.set(this.sampleRate, (silence = new Int16Array(samplesIn(PIECE_MS, this.sampleRate))));
    return silence;
  }

  rest(): void {
    this.timer?.cancel();
    this.timer = null;
  }
}
