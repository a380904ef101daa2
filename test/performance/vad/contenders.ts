import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VoiceActivity } from '@app/core';
import { engines, SpectralEngine, SpectralSettings } from '@app/vad';
import type { EngineDescriptor, SpectralModel } from '@app/vad';

/** A row of the table. */
export interface Contender {
  readonly name: string;
  readonly engine: VoiceActivity;
  /** libfvad's modes compete for one row, models without a feature have a table of their own. */
  readonly kind: 'constant' | 'fvad-mode' | 'engine' | 'ablation';
}

const FVAD_MODES = [0, 1, 2, 3] as const;

/** Models that had to do without a feature, several of each; `npm run train:vad` writes them. */
export const ablationsFile = join(process.cwd(), 'test/performance/vad/ablations.json');

/** Every engine of the table with its default settings, and what they are compared with. */
export async function contenders(): Promise<Contender[]> {
  const fvad = await engines.fvad.load();
  const modes = FVAD_MODES.map(async (mode): Promise<Contender> => ({
    name: `libfvad, mode ${mode}`,
    engine: await fvad({ mode }),
    kind: 'fvad-mode',
  }));
  const others = Object.values(engines)
    .filter(({ name }) => name !== 'fvad')
    .map(descriptor => standard(descriptor as EngineDescriptor<object>));
  return [
    { name: 'always speech', engine: constant(true), kind: 'constant' },
    { name: 'always silence', engine: constant(false), kind: 'constant' },
    ...(await Promise.all([...modes, ...others])),
    ...ablations(),
  ];
}

async function standard(descriptor: EngineDescriptor<object>): Promise<Contender> {
  const create = await descriptor.load();
  return { name: descriptor.name, engine: await create(new descriptor.settings()), kind: 'engine' };
}

function ablations(): Contender[] {
  const models = JSON.parse(readFileSync(ablationsFile, 'utf8')) as Record<string, SpectralModel[]>;
  return Object.entries(models).flatMap(([name, trained]) =>
    trained.map((model): Contender => ({
      name,
      engine: new SpectralEngine(new SpectralSettings(), model),
      kind: 'ablation',
    })),
  );
}

/** Says the same of everything. */
function constant(speech: boolean): VoiceActivity {
  return {
    name: speech ? 'always speech' : 'always silence',
    open(_, sink) {
      let said = !speech;
      return {
        process({ at }) {
          if (said) return;
          said = true;
          sink({ type: 'speech-started', at, confidence: 1 });
        },
        close: () => undefined,
      };
    },
  };
}
