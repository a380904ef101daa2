import type { Logger } from '@nestjs/common';
import { ProviderChoice, ResilienceSettings } from '@app/config';
import type { Configuration } from '@app/config';
import { systemClock } from '@app/core';
import type { ProviderContext, ReplyEngine, SpeechToText, TextToSpeech } from '@app/core';
import { Breakers, ProviderChain, defaultGuardLimits, unobserved } from '@app/resilience';
import type { GuardParts } from '@app/resilience';
import { providers } from '../providers';
import { defaultProvider, loadProviders } from './choose-provider';

/** The providers of this instance in order of preference, by kind. */
export interface VoiceChains {
  readonly stt: ProviderChain<SpeechToText>;
  readonly ai: ProviderChain<ReplyEngine>;
  readonly tts: ProviderChain<TextToSpeech>;
}

export const makeBreakers = (
  { breakers, failureThreshold, resetMs }: ResilienceSettings,
  log: Logger,
): Breakers =>
  new Breakers(
    { failureThreshold: breakers ? failureThreshold : Number.MAX_SAFE_INTEGER, resetMs },
    (name, state) => log.warn(`the breaker of ${name} is ${state}`),
  );

/** Loads what the environment names, or what is configured, or what needs nothing. */
export async function loadChains(
  configuration: Configuration,
  context: ProviderContext,
  breakers: Breakers,
): Promise<VoiceChains> {
  const choice = configuration.get(ProviderChoice);
  const { firstItemMs, stallMs, retries } = configuration.get(ResilienceSettings);
  const parts: GuardParts = {
    clock: systemClock,
    breakers,
    limits: { ...defaultGuardLimits, firstItemMs, stallMs, retries },
    observer: unobserved,
  };
  const named = {
    stt: choice.stt ?? defaultProvider(providers.stt, configuration),
    ai: choice.ai ?? defaultProvider(providers.ai, configuration),
    tts: choice.tts ?? defaultProvider(providers.tts, configuration),
  };
  const [stt, ai, tts] = await Promise.all([
    loadProviders<'stt'>(providers.stt, named.stt, configuration, context),
    loadProviders<'ai'>(providers.ai, named.ai, configuration, context),
    loadProviders<'tts'>(providers.tts, named.tts, configuration, context),
  ]);
  return {
    stt: new ProviderChain('stt', stt, parts),
    ai: new ProviderChain('ai', ai, parts),
    tts: new ProviderChain('tts', tts, parts),
  };
}
