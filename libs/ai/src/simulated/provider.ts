import type { ProviderDescriptor } from '@app/core';
import { SimulatedAiSettings } from './simulated-ai-settings';
import { SimulatedReplies } from './simulated-replies';

export const simulatedReplies: ProviderDescriptor<'ai', SimulatedAiSettings> = {
  kind: 'ai',
  name: 'simulated',
  settings: SimulatedAiSettings,
  load:
    async () =>
    async (settings, { clock }) =>
      new SimulatedReplies(settings, clock),
};
