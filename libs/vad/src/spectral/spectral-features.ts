import { FrameWindow } from './frame-window';
import { NoiseFloor } from './noise-floor';
import { BANDS, SpectralShape, WINDOW } from './spectral-shape';

/** Where each feature's numbers stand among the inputs; the second half holds their recent means. */
export const featureInputs = {
  energy: [0, 1],
  zeroCrossings: [2, 3],
  centroid: [4, 5],
  rollOff: [6, 7],
  flatness: [8, 9],
  bands: Array.from({ length: BANDS }, (_, band) => 10 + band),
} as const satisfies Record<string, readonly number[]>;

export type FeatureName = keyof typeof featureInputs;

const FEATURES = 10 + BANDS;
/** Inputs of the model: what this frame shows, and the mean of what the last few have shown. */
export const INPUTS = 2 * FEATURES;

/** Zero crossings, centroid, roll-off, flatness. */
const SHAPES = 4;
/** Distance to the floor beyond which louder says no more: e^8, 35 dB. */
const FAR = 8;
/** Share of a frame in the recent mean: about 80 ms. */
const RECENT = 0.25;
/** Share of a frame that is all noise in the shape of the noise: about 600 ms. */
const NOISE_SHARE = 0.033;

/**
 * Turns the stream into the numbers the model weighs, each frame: how far the power and each band stand above their
 * noise floors, and zero crossings, centroid, roll-off and flatness, as they are and against what the noise has.
 */
export class SpectralFeatures {
  /** `INPUTS` numbers, always finite. */
  readonly inputs = new Float64Array(INPUTS);
  private readonly window: FrameWindow;
  private readonly shape = new SpectralShape();
  private readonly floor = new NoiseFloor(BANDS + 1);
  private readonly noiseShape = new Float64Array(SHAPES);
  private begun = false;

  /** @param sampleRate 8000 or 16000 Hz */
  constructor(sampleRate: number) {
    this.window = new FrameWindow(WINDOW, sampleRate === 16_000);
  }

  /** @param pcm a frame; another length than 20 ms only makes the recent means those of another time */
  push(pcm: Int16Array): void {
    const { window, shape, floor } = this;
    window.push(pcm);
    shape.measure(window.samples);
    floor.push(shape.logs);
    this.writeLevels();
    this.writeShape(window.crossings(window.sum()));
    this.writeRecent();
    this.begun = true;
  }

  private writeLevels(): void {
    const { inputs, shape } = this;
    inputs[0] = this.aboveFloor(BANDS);
    inputs[1] = shape.logs[BANDS]!;
    for (let band = 0; band < BANDS; band++) inputs[10 + band] = this.aboveFloor(band);
  }

  private aboveFloor(level: number): number {
    return Math.min(FAR, this.shape.logs[level]! - this.floor.floor[level]!);
  }

  private writeShape(crossings: number): void {
    const { inputs, shape } = this;
    inputs[2] = crossings;
    inputs[4] = shape.centroid;
    inputs[6] = shape.rollOff;
    inputs[8] = shape.flatness;
    // The nearer a frame is to the floor, the more of it is noise.
    const share = this.begun ? NOISE_SHARE * Math.exp(-inputs[0]! / 2) : 1;
    for (let i = 0; i < SHAPES; i++) {
      const at = 2 + 2 * i;
      inputs[at + 1] = inputs[at]! - this.noiseShape[i]!;
      this.noiseShape[i] = this.noiseShape[i]! + share * inputs[at + 1]!;
    }
  }

  private writeRecent(): void {
    const { inputs } = this;
    const share = this.begun ? RECENT : 1;
    for (let i = 0; i < FEATURES; i++) {
      const at = FEATURES + i;
      inputs[at] = inputs[at]! + share * (inputs[i]! - inputs[at]!);
    }
  }
}
