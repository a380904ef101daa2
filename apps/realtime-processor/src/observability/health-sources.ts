import { Caches } from '@app/cache';
import type { HealthSources } from '@app/health';
import { REDIS } from '@app/redis';
import type { RedisClients } from '@app/redis';
import type { Breakers } from '@app/resilience';
import { AdmissionDesk } from '../media/admission';
import type { VoiceChains } from '../voice/chains';
import { BREAKERS, CHAINS } from '../voice/tokens';
import { ObservabilitySettings } from './observability-settings';

/** What /health asks, and whom: for the HealthModule's factory. */
export const healthSources = {
  inject: [CHAINS, Caches, BREAKERS, AdmissionDesk, REDIS, ObservabilitySettings],
  useFactory: (
    { stt, ai, tts }: VoiceChains,
    caches: Caches,
    breakers: Breakers,
    desk: AdmissionDesk,
    redis: RedisClients | null,
    { callLogDir }: ObservabilitySettings,
  ): HealthSources => ({
    chains: [stt, ai, tts],
    cacheStats: () => caches.stats(),
    breakers: () =>
      Object.fromEntries(
        breakers.list.map(({ name, state, since }) => [
          name,
          { state, since: new Date(since).toISOString() },
        ]),
      ),
    capacities: () => desk.places,
    redis: () => redis?.health() ?? null,
    callLogDir: callLogDir === '' ? null : callLogDir,
  }),
};
