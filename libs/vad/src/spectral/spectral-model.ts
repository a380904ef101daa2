/** One layer of rectified units and a logistic output, over standardised inputs. */
export interface SpectralModel {
  /** Of each input over the training data; an input with the scale 0 is not looked at. */
  readonly mean: readonly number[];
  /** One by the standard deviation. */
  readonly scale: readonly number[];
  /** A row of weights for each unit. */
  readonly hidden: readonly (readonly number[])[];
  readonly hiddenBias: readonly number[];
  readonly output: readonly number[];
  readonly outputBias: number;
}

/** A model made ready to run: the standardisation is folded into the weights. */
export class SpectralClassifier {
  private readonly inputs: number;
  private readonly hidden: Float64Array;
  private readonly hiddenBias: Float64Array;
  private readonly output: Float64Array;
  private readonly outputBias: number;

  constructor(model: SpectralModel) {
    this.inputs = model.mean.length;
    this.hidden = Float64Array.from(
      model.hidden.flatMap(row => row.map((weight, i) => weight * model.scale[i]!)),
    );
    this.hiddenBias = Float64Array.from(model.hidden, (row, unit) =>
      row.reduce(
        (bias, weight, i) => bias - weight * model.scale[i]! * model.mean[i]!,
        model.hiddenBias[unit]!,
      ),
    );
    this.output = Float64Array.from(model.output);
    this.outputBias = model.outputBias;
  }

  /** @returns the probability of speech, 0–1 */
  classify(inputs: Float64Array): number {
    const { hidden, hiddenBias, output } = this;
    let sum = this.outputBias;
    for (let unit = 0, at = 0; unit < output.length; unit++) {
      let level = hiddenBias[unit]!;
      for (let i = 0; i < this.inputs; i++) level += hidden[at++]! * inputs[i]!;
      if (level > 0) sum += output[unit]! * level;
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
