import type { EngineDescriptor } from '../engine-descriptor';
import { FvadSettings } from './fvad-settings';

export const fvad: EngineDescriptor<FvadSettings> = {
  name: 'fvad',
  settings: FvadSettings,
  load: async () => {
    const { FvadEngine } = await import('./fvad-engine');
    return settings => FvadEngine.create(settings);
  },
};
