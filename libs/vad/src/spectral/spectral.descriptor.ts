import type { EngineDescriptor } from '../engine-descriptor';
import { SpectralSettings } from './spectral-settings';

export const spectral: EngineDescriptor<SpectralSettings> = {
  name: 'spectral',
  settings: SpectralSettings,
  load: async () => {
    const { SpectralEngine } = await import('./spectral-engine');
    return async settings => new SpectralEngine(settings);
  },
};
