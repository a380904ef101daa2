import type { INestApplicationContext } from '@nestjs/common';
import { RateLimiter } from '@app/auth';
import { cacheLevels, cacheTroubles, namespaces } from '@app/cache';
import { errorCodes, handshakeRefusals } from '@app/protocol';
import { CacheMetrics, DoorMetrics, GuardMetrics, StageMetrics } from '@app/telemetry';
import type { VoiceChains } from '../voice/chains';
import { CHAINS } from '../voice/tokens';

const namesOf = (providers: readonly { readonly name: string }[]): string[] =>
  providers.map(({ name }) => name);

/**
 * Counts everything from 0 that has names known beforehand. A series that appears with its first event hides it: nothing
 * has risen that was not there before.
 */
export function beginAtZero(app: INestApplicationContext): void {
  const errors = app.get(StageMetrics);
  for (const code of Object.keys(errorCodes)) errors.known(code);
  const caches = app.get(CacheMetrics);
  for (const { name } of Object.values(namespaces)) caches.known(name, cacheLevels, cacheTroubles);
  app.get(DoorMetrics).known(
    handshakeRefusals.map(({ code }) => code),
    [...app.get(RateLimiter).names, 'media'],
  );
  const guards = app.get(GuardMetrics);
  const { stt, ai, tts } = app.get<VoiceChains>(CHAINS);
  guards.known('stt', namesOf(stt.providers));
  guards.known('ai', namesOf(ai.providers));
  guards.known('tts', namesOf(tts.providers));
}
