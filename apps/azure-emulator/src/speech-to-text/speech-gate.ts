import type { Millis } from '@app/core';

/** Sound is judged in blocks of 20 ms. */
const BLOCKS_PER_SECOND = 50;
const BLOCK_MS: Millis = 1000 / BLOCKS_PER_SECOND;
/** So many loud blocks in a row are speech: one alone is a click. */
const ONSET_BLOCKS = 2;
/** What is kept from before the first loud block. */
const PRE_ROLL_BLOCKS = 10;

export interface GateListener {
  /**
   * @param onsetMs of the first loud block, in the audio of the turn
   * @param heard from up to 200 ms before it on; lent
   */
  started(onsetMs: Millis, heard: Int16Array, preRollMs: Millis): void;
  /** Goes on, loud or not; lent. */
  spoke(pcm: Int16Array, loud: boolean): void;
  /** @param spokenMs from the first loud block to the end of the last */
  ended(spokenMs: Millis): void;
}

export interface GatePolicy {
  readonly levelDb: number;
  /** Silence after which a phrase is over. */
  readonly silenceMs: Millis;
  /** A phrase that is longer is cut. */
  readonly longestMs: Millis;
}

/** Tells speech from silence by loudness alone: what the emulator is fed is clean. */
export class SpeechGate {
  private readonly block: Int16Array;
  private filled = 0;
  /** The blocks before this one, as a ring. */
  private readonly recent: Int16Array[];
  private blocks = 0;
  private loudRun = 0;
  private onsetBlock: number | null = null;
  private lastLoudBlock = 0;
  /** Of the sum of squares of one block. */
  private readonly threshold: number;

  constructor(
    sampleRate: number,
    private readonly policy: GatePolicy,
    private readonly listener: GateListener,
  ) {
    const samples = sampleRate / BLOCKS_PER_SECOND;
    this.block = new Int16Array(samples);
    this.recent = Array.from({ length: PRE_ROLL_BLOCKS + ONSET_BLOCKS }, () => new Int16Array(samples));
    this.threshold = samples * (32768 * 10 ** (policy.levelDb / 20)) ** 2;
  }

  /** Audio judged so far. */
  get elapsedMs(): Millis {
    return this.blocks * BLOCK_MS;
  }

  get speaking(): boolean {
    return this.onsetBlock !== null;
  }

  process(pcm: Int16Array): void {
    for (let from = 0; from < pcm.length;) {
      const take = Math.min(pcm.length - from, this.block.length - this.filled);
      this.block.set(pcm.subarray(from, from + take), this.filled);
      this.filled += take;
      from += take;
      if (this.filled === this.block.length) this.judge();
    }
  }

  /** No more audio will come. */
  end(): void {
    if (this.onsetBlock !== null) this.finish();
  }

  private judge(): void {
    this.filled = 0;
    const loud = energy(this.block) > this.threshold;
    this.loudRun = loud ? this.loudRun + 1 : 0;
    if (loud) this.lastLoudBlock = this.blocks;
    if (this.onsetBlock === null) this.await();
    else this.goOn(loud);
    this.blocks++;
  }

  private await(): void {
    this.recent[this.blocks % this.recent.length]!.set(this.block);
    if (this.loudRun < ONSET_BLOCKS) return;
    const onset = this.blocks - ONSET_BLOCKS + 1;
    const first = Math.max(0, onset - PRE_ROLL_BLOCKS);
    const heard = new Int16Array((this.blocks - first + 1) * this.block.length);
    for (let at = first; at <= this.blocks; at++)
      heard.set(this.recent[at % this.recent.length]!, (at - first) * this.block.length);
    this.onsetBlock = onset;
    this.listener.started(onset * BLOCK_MS, heard, (onset - first) * BLOCK_MS);
  }

  private goOn(loud: boolean): void {
    const { silenceMs, longestMs } = this.policy;
    this.listener.spoke(this.block, loud);
    const silent = (this.blocks - this.lastLoudBlock) * BLOCK_MS >= silenceMs;
    if (silent || (this.blocks - this.onsetBlock!) * BLOCK_MS >= longestMs) this.finish();
  }

  private finish(): void {
    const spoken = (this.lastLoudBlock + 1 - this.onsetBlock!) * BLOCK_MS;
    this.onsetBlock = null;
    this.loudRun = 0;
    this.listener.ended(spoken);
  }
}

function energy(pcm: Int16Array): number {
  let sum = 0;
  for (let i = 0; i < pcm.length; i++) sum += pcm[i]! * pcm[i]!;
  return sum;
}
