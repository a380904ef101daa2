import type { INestApplicationContext } from '@nestjs/common';
import { RateLimiter } from '@app/auth';
import { cacheLevels, cacheTroubles, namespaces } from '@app/cache';
import { endpointReasons } from '@app/conversation';
import { errorCodes, handshakeRefusals } from '@app/protocol';
import {
  AskMetrics,
  CacheMetrics,
  DoorMetrics,
  GuardMetrics,
  StageMetrics,
  TurnMetrics,
} from '@app/telemetry';
import type { VoiceChains } from '../voice/chains';
import { CHAINS } from '../voice/tokens';

const namesOf = (providers: readonly { readonly name: string }[]): string[] =>
  providers.map(({ name }) => name);

/**
 * Counts everything from 0 that has names known beforehand. A series that appears with its first event hides it: nothing
 * has risen that was not there before.
 */
export function beginAtZero(app: INestApplicationContext): void {
  const stages = app.get(StageMetrics);
  for (const code of Object.keys(errorCodes)) stages.known(code);
  app.get(TurnMetrics).known(endpointReasons);
  const caches = app.get(CacheMetrics);
  for (const { name } of Object.values(namespaces)) caches.known(name, cacheLevels, cacheTroubles);
  app.get(DoorMetrics).known(
    handshakeRefusals.map(({ code }) => code),
    [...app.get(RateLimiter).names, 'media'],
  );
  const guards = app.get(GuardMetrics);
  const { stt, ai, tts } = app.get<VoiceChains>(CHAINS);
  const [ears, minds, voices] = [namesOf(stt.providers), namesOf(ai.providers), namesOf(tts.providers)];
  guards.known('stt', ears);
  guards.known('ai', minds);
  guards.known('tts', voices);
  stages.servedBy('speech_to_text', ears);
  stages.servedBy('ai_generation', minds);
  stages.servedBy('text_to_speech', voices);
  app.get(AskMetrics).known(voices);
}
