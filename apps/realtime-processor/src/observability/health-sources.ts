import { Caches } from '@app/cache';
import type { HealthSources } from '@app/health';
import { REDIS } from '@app/redis';
import type { RedisClients } from '@app/redis';
import { Adaptation } from '@app/resilience';
import type { Breakers, ProviderLoads, WorkPlaces } from '@app/resilience';
import { AdmissionDesk } from '../media/admission';
import type { VoiceChains } from '../voice/chains';
import { BREAKERS, CHAINS, LOADS, PLACES } from '../voice/tokens';
import { breakerReports } from '../voice/breaker-report';
import { ObservabilitySettings } from './observability-settings';

/** What /health asks, and whom: for the HealthModule's factory. */
export const healthSources = {
  inject: [CHAINS, Caches, BREAKERS, AdmissionDesk, REDIS, ObservabilitySettings, LOADS, Adaptation, PLACES],
  useFactory: (
    { stt, ai, tts }: VoiceChains,
    caches: Caches,
    breakers: Breakers,
    desk: AdmissionDesk,
    redis: RedisClients | null,
    { callLogDir }: ObservabilitySettings,
    loads: ProviderLoads,
    adaptation: Adaptation,
    places: WorkPlaces,
  ): HealthSources => ({
    chains: [stt, ai, tts],
    cacheStats: () => caches.stats(),
    breakers: () =>
      Object.fromEntries(breakerReports(breakers, loads).map(({ name, ...report }) => [name, report])),
    adaptation: () => ({ ...adaptation.report(), turns: places.report() }),
    capacities: () => desk.places,
    redis: () => redis?.health() ?? null,
    callLogDir: callLogDir === '' ? null : callLogDir,
  }),
};
