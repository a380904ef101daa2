import type { EngineDescriptor } from '../engine-descriptor';
import { SileroSettings } from './silero-settings';

export const silero: EngineDescriptor<SileroSettings> = {
  name: 'silero',
  settings: SileroSettings,
  load: async () => {
    const { SileroEngine } = await import('./silero-engine');
    return settings => SileroEngine.create(settings);
  },
};
