import type { Logger } from '@nestjs/common';
import { ProviderChoice, ResilienceSettings } from '@app/config';
import type { Configuration } from '@app/config';
import { systemClock } from '@app/core';
import type { ProviderContext, ReplyEngine, SpeechToText, TextToSpeech } from '@app/core';
import { Breakers, ProviderChain, defaultGuardLimits } from '@app/resilience';
import type { BreakerState, GuardObserver, GuardParts, ProviderLoads } from '@app/resilience';
import { providers } from '../providers';
import { defaultChain, loadProviders } from './choose-provider';

/** The providers of this instance in order of preference, by kind. */
export interface VoiceChains {
  readonly stt: ProviderChain<SpeechToText>;
  readonly ai: ProviderChain<ReplyEngine>;
  readonly tts: ProviderChain<TextToSpeech>;
}

/** What is told of providers: each attempt, who stands in, each breaker that changes. */
export interface ChainObserver extends GuardObserver {
  breaker(name: string, state: BreakerState): void;
}

export const makeBreakers = (
  { breakers, failureThreshold, resetMs }: ResilienceSettings,
  log: Logger,
  observer: ChainObserver,
): Breakers =>
  new Breakers(
    { failureThreshold: breakers ? failureThreshold : Number.MAX_SAFE_INTEGER, resetMs },
    (name, state) => {
      log.warn(`the breaker of ${name} is ${state}`);
      observer.breaker(name, state);
    },
  );

/** Loads what the environment names, or what is configured, or what needs nothing. */
export async function loadChains(
  configuration: Configuration,
  context: ProviderContext,
  breakers: Breakers,
  observer: ChainObserver,
  loads: ProviderLoads,
): Promise<VoiceChains> {
  const choice = configuration.get(ProviderChoice);
  const { firstItemMs, stallMs, retries } = configuration.get(ResilienceSettings);
  const parts: GuardParts = {
    clock: systemClock,
    breakers,
    limits: { ...defaultGuardLimits, firstItemMs, stallMs, retries },
    observer,
    loads,
  };
  const named = {
    stt: choice.stt ?? defaultChain(providers.stt, configuration, 'alone'),
    ai: choice.ai ?? defaultChain(providers.ai, configuration, 'with stand-in'),
    tts: choice.tts ?? defaultChain(providers.tts, configuration, 'with stand-in'),
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
