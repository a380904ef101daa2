import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { featureInputs, INPUTS } from '@app/vad';
import type { FeatureName, SpectralModel } from '@app/vad';
import { ablationsFile } from '../contenders';
import { examplesOf } from './examples';
import { train } from './train';
import { trainingCalls } from './training-calls';
import { synthesiseVoices } from './voices';

const CALLS = 300;
const UNITS = 12;
const EPOCHS = 10;
const SEED = 7;

const weightsFile = join(process.cwd(), 'libs/vad/src/spectral/spectral-weights.ts');
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

/** An input's number and that of its recent mean. */
const bothOf = (inputs: readonly number[]): number[] => inputs.flatMap(i => [i, i + INPUTS / 2]);

/** Four digits are more than the training is sure of. */
const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(4)) : value;

const source = (model: SpectralModel): string => `import type { SpectralModel } from './spectral-model';

/** Written by \`npm run train:vad\`. */
export const spectralWeights: SpectralModel = ${JSON.stringify(model, rounded)};
`;

async function run(): Promise<void> {
  const examples = examplesOf(trainingCalls(await synthesiseVoices(), CALLS, SEED));
  say(`${examples.labels.length} frames of synthesised voices`);
  const fit = (without: readonly number[] = []): SpectralModel =>
    train(examples, { units: UNITS, epochs: EPOCHS, seed: SEED, without });
  writeFileSync(weightsFile, source(fit()));
  say('the model of all features');
  const ablations: Record<string, SpectralModel> = {};
  for (const feature of Object.keys(featureInputs) as FeatureName[]) {
    ablations[feature] = fit(bothOf(featureInputs[feature]));
    say(`without ${feature}`);
  }
  writeFileSync(ablationsFile, JSON.stringify(ablations, rounded));
}

void run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(2);
});
