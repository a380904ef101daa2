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
/** A feature is worth less than the luck of one training may hide, so each model of the ablation is trained thrice. */
const SEEDS = [SEED, SEED + 1, SEED + 2] as const;

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
  const fit = (without: readonly number[] = []): SpectralModel[] =>
    SEEDS.map(seed => train(examples, { units: UNITS, epochs: EPOCHS, seed, without }));
  const ablations: Record<string, SpectralModel[]> = { 'all features': fit() };
  writeFileSync(weightsFile, source(ablations['all features']![0]!));
  for (const feature of Object.keys(featureInputs) as FeatureName[]) {
    ablations[`without ${feature}`] = fit(bothOf(featureInputs[feature]));
    say(`without ${feature}`);
  }
  writeFileSync(ablationsFile, JSON.stringify(ablations, rounded));
}

void run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(2);
});
