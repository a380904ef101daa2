import { INPUTS } from '@app/vad';
import type { SpectralModel } from '@app/vad';
import { normal, seeded } from '../random';
import type { Examples } from './examples';

export interface TrainingSettings {
  readonly units: number;
  readonly epochs: number;
  readonly seed: number;
  /** Inputs the model must do without. */
  readonly without?: readonly number[];
}

/** Of its own, because an imported name is looked up each time round the innermost loop. */
const WIDTH = INPUTS;
const BATCH = 128;
const RATE = 0.004;
const DECAY = 1e-4;

/** Fits a model to the examples by logistic loss: Adam over small batches, its rate falling to nothing by a cosine. */
export function train(examples: Examples, settings: TrainingSettings): SpectralModel {
  const { mean, scale } = standardisation(examples, settings.without ?? []);
  const network = new Network(settings.units, seeded(settings.seed));
  const random = seeded(settings.seed + 1);
  const count = examples.labels.length;
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const steps = settings.epochs * Math.floor(count / BATCH);
  const row = new Float64Array(WIDTH);
  let step = 0;
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, random);
    for (let from = 0; from + BATCH <= count; from += BATCH) {
      for (let n = from; n < from + BATCH; n++) {
        const at = order[n]!;
        for (let i = 0; i < WIDTH; i++) {
          row[i] = (examples.inputs[at * WIDTH + i]! - mean[i]!) * scale[i]!;
        }
        network.learn(row, examples.labels[at]!);
      }
      step++;
      network.step((RATE * (1 + Math.cos((Math.PI * step) / steps))) / 2, step);
    }
  }
  return { mean, scale, ...network.weights() };
}

function standardisation({ inputs }: Examples, without: readonly number[]) {
  const count = inputs.length / WIDTH;
  const mean = new Array<number>(WIDTH).fill(0);
  const square = new Array<number>(WIDTH).fill(0);
  for (let at = 0; at < inputs.length; at++) {
    mean[at % WIDTH]! += inputs[at]! / count;
    square[at % WIDTH]! += inputs[at]! ** 2 / count;
  }
  const scale = square.map((value, i) =>
    without.includes(i) ? 0 : 1 / Math.sqrt(Math.max(1e-6, value - mean[i]! ** 2)),
  );
  return { mean, scale };
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
}

/** All parameters in one array: a row and a bias for each unit, then the output's weights and bias. */
class Network {
  private readonly parameters: Float64Array;
  private readonly gradient: Float64Array;
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private readonly levels: Float64Array;
  private readonly outputAt: number;

  constructor(
    private readonly units: number,
    random: () => number,
  ) {
    this.outputAt = units * (WIDTH + 1);
    const size = this.outputAt + units + 1;
    this.parameters = Float64Array.from({ length: size }, (_, i) =>
      i < this.outputAt
        ? i % (WIDTH + 1) === WIDTH
          ? 0
          : normal(random) / Math.sqrt(WIDTH)
        : normal(random) / Math.sqrt(units),
    );
    this.gradient = new Float64Array(size);
    this.first = new Float64Array(size);
    this.second = new Float64Array(size);
    this.levels = new Float64Array(units);
  }

  learn(row: Float64Array, label: number): void {
    const { parameters, gradient, levels, units, outputAt } = this;
    let sum = parameters[outputAt + units]!;
    for (let unit = 0; unit < units; unit++) {
      const at = unit * (WIDTH + 1);
      let level = parameters[at + WIDTH]!;
      for (let i = 0; i < WIDTH; i++) level += parameters[at + i]! * row[i]!;
      levels[unit] = level;
      if (level > 0) sum += parameters[outputAt + unit]! * level;
    }
    const error = (1 / (1 + Math.exp(-sum)) - label) / BATCH;
    gradient[outputAt + units]! += error;
    for (let unit = 0; unit < units; unit++) {
      if (levels[unit]! <= 0) continue;
      gradient[outputAt + unit]! += error * levels[unit]!;
      const back = error * parameters[outputAt + unit]!;
      const at = unit * (WIDTH + 1);
      gradient[at + WIDTH]! += back;
      for (let i = 0; i < WIDTH; i++) gradient[at + i]! += back * row[i]!;
    }
  }

  step(rate: number, count: number): void {
    const { parameters, gradient, first, second } = this;
    const firstBias = 1 - 0.9 ** count;
    const secondBias = 1 - 0.999 ** count;
    for (let i = 0; i < parameters.length; i++) {
      const slope = gradient[i]! + DECAY * parameters[i]!;
      first[i] = 0.9 * first[i]! + 0.1 * slope;
      second[i] = 0.999 * second[i]! + 0.001 * slope * slope;
      parameters[i]! -= (rate * (first[i]! / firstBias)) / (Math.sqrt(second[i]! / secondBias) + 1e-8);
    }
    gradient.fill(0);
  }

  weights(): Omit<SpectralModel, 'mean' | 'scale'> {
    const { parameters, units, outputAt } = this;
    const rows = Array.from({ length: units }, (_, unit) => unit * (WIDTH + 1));
    return {
      hidden: rows.map(at => [...parameters.subarray(at, at + WIDTH)]),
      hiddenBias: rows.map(at => parameters[at + WIDTH]!),
      output: [...parameters.subarray(outputAt, outputAt + units)],
      outputBias: parameters[outputAt + units]!,
    };
  }
}
