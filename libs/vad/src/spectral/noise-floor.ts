/** Frames of 20 ms in a block: 320 ms. */
const BLOCK_FRAMES = 16;
/** Blocks that are looked back on, the running one apart: about two seconds, longer than a syllable is held. */
const BLOCKS = 6;
/** Share of the new frame in the smoothed level: a single quiet frame does not become the floor. */
const SMOOTHING = 0.4;

/**
 * What is there when nobody speaks, for several levels at once: the least each has been, smoothed, during the last two
 * seconds. Speech lets the noise through between its sounds, so nothing has to decide what is speech, and a floor that
 * was wrong is right again after those seconds. After R. Martin, "Noise power spectral density estimation based on
 * optimal smoothing and minimum statistics" (2001), with the bias left to whoever weighs the distance to the floor.
 */
export class NoiseFloor {
  /** As the levels are: of powers or of their logarithms. */
  readonly floor: Float64Array;
  private readonly smoothed: Float64Array;
  private readonly running: Float64Array;
  private readonly blocks: Float64Array;
  private block = 0;
  private framesOfBlock = 0;
  private begun = false;

  /** @param blockFrames frames in 320 ms */
  constructor(
    private readonly levels: number,
    private readonly blockFrames = BLOCK_FRAMES,
  ) {
    this.floor = new Float64Array(levels).fill(Infinity);
    this.smoothed = new Float64Array(levels);
    this.running = new Float64Array(levels).fill(Infinity);
    this.blocks = new Float64Array(levels * BLOCKS).fill(Infinity);
  }

  /** @param now the levels of this frame, finite */
  push(now: Float64Array): void {
    const { floor, smoothed, running, levels } = this;
    if (!this.begun) smoothed.set(now);
    this.begun = true;
    for (let i = 0; i < levels; i++) {
      const level = smoothed[i]! + SMOOTHING * (now[i]! - smoothed[i]!);
      smoothed[i] = level;
      if (level < running[i]!) running[i] = level;
      if (level < floor[i]!) floor[i] = level;
    }
    if (++this.framesOfBlock === this.blockFrames) this.nextBlock();
  }

  /** Keeps the least of the block that ends and forgets the oldest. */
  private nextBlock(): void {
    const { floor, running, blocks, levels } = this;
    blocks.set(running, this.block * levels);
    this.block = (this.block + 1) % BLOCKS;
    this.framesOfBlock = 0;
    running.fill(Infinity);
    floor.fill(Infinity);
    for (let at = 0; at < blocks.length; at++) {
      const i = at % levels;
      if (blocks[at]! < floor[i]!) floor[i] = blocks[at]!;
    }
  }
}
