import type { EngineDescriptor } from '../engine-descriptor';
import { SileroSettings } from '../silero/silero-settings';

export const hybrid: EngineDescriptor<SileroSettings> = {
  name: 'hybrid',
  settings: SileroSettings,
  load: async () => {
    const { HybridEngine } = await import('./hybrid-engine');
    return settings => HybridEngine.create(settings);
  },
};
