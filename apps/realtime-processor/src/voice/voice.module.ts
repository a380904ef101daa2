import { Inject, Logger, Module } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { ScriptSettings, loadScript, phrasesOf } from '@app/ai';
import { Mp3PartEncoder, Mp3Reader } from '@app/audio';
import { CachedReplyEngine, CachedSpeechToText, CachedTextToSpeech, Caches } from '@app/cache';
import { Configuration, ResilienceSettings } from '@app/config';
import { systemClock } from '@app/core';
import type {
  PartEncoder,
  Provider,
  ProviderContext,
  ReplyEngine,
  SpeechToText,
  TextToSpeech,
} from '@app/core';
import {
  Adaptation,
  GuardedReplyEngine,
  GuardedSpeechToText,
  GuardedTextToSpeech,
  ProviderProbes,
} from '@app/resilience';
import type { Breakers } from '@app/resilience';
import { GuardMetrics, LogLevel, aboutCall } from '@app/telemetry';
import { loadEngine } from '@app/vad';
import { adaptiveProviders } from './adaptive-providers';
import { loadChains, makeBreakers } from './chains';
import type { VoiceChains } from './chains';
import { LoggedGuards } from './logged-guards';
import {
  BREAKERS,
  CHAINS,
  LOADS,
  PART_ENCODER,
  PLACES,
  REPLY_ENGINE,
  SPEECH_TO_TEXT,
  TEXT_TO_SPEECH,
  VOICE_ACTIVITY,
} from './tokens';
import { TunedTurns } from './tuned-turns';

const PROVIDER_CONTEXT = Symbol('ProviderContext');

const exported = [
  SPEECH_TO_TEXT,
  TEXT_TO_SPEECH,
  REPLY_ENGINE,
  CHAINS,
  BREAKERS,
  LOADS,
  PLACES,
  Adaptation,
  TunedTurns,
  VOICE_ACTIVITY,
  PART_ENCODER,
  Mp3Reader,
];

/** The providers of this instance, chosen by the environment: ears, mind and voice of every call. */
@Module({
  providers: [
    {
      provide: PROVIDER_CONTEXT,
      inject: [Configuration],
      useFactory: (configuration: Configuration): ProviderContext => {
        const script = loadScript(configuration.get(ScriptSettings).file || undefined);
        const log = new Logger('Providers');
        return {
          clock: systemClock,
          phrases: phrasesOf(script),
          warn: (message, about) => log.warn(about ? { ...aboutCall(about), msg: message } : message),
        };
      },
    },
    {
      provide: LoggedGuards,
      inject: [GuardMetrics, LogLevel],
      useFactory: (metrics: GuardMetrics, level: LogLevel) => new LoggedGuards(metrics, level),
    },
    {
      provide: BREAKERS,
      inject: [ResilienceSettings, LoggedGuards],
      useFactory: (settings: ResilienceSettings, observer: LoggedGuards): Breakers =>
        makeBreakers(settings, new Logger('Breakers'), observer),
    },
    ...adaptiveProviders,
    {
      provide: CHAINS,
      inject: [Configuration, PROVIDER_CONTEXT, BREAKERS, LoggedGuards, LOADS],
      useFactory: loadChains,
    },
    {
      provide: ProviderProbes,
      inject: [CHAINS, ResilienceSettings],
      useFactory: ({ stt, ai, tts }: VoiceChains, { probeEveryMs }: ResilienceSettings): ProviderProbes =>
        new ProviderProbes(systemClock, probeEveryMs, [...stt.providers, ...ai.providers, ...tts.providers]),
    },
    {
      provide: SPEECH_TO_TEXT,
      inject: [CHAINS, Caches],
      useFactory: ({ stt }: VoiceChains, caches: Caches): SpeechToText => {
        const guarded = new GuardedSpeechToText(stt);
        return caches.enabled ? new CachedSpeechToText(guarded, caches) : guarded;
      },
    },
    {
      provide: REPLY_ENGINE,
      inject: [CHAINS, Caches],
      useFactory: ({ ai }: VoiceChains, caches: Caches): ReplyEngine => {
        const guarded = new GuardedReplyEngine(ai);
        return caches.enabled ? new CachedReplyEngine(guarded, caches) : guarded;
      },
    },
    {
      provide: TEXT_TO_SPEECH,
      inject: [CHAINS, Caches],
      useFactory: ({ tts }: VoiceChains, caches: Caches): TextToSpeech => {
        const guarded = new GuardedTextToSpeech(tts);
        return caches.enabled ? new CachedTextToSpeech(guarded, caches) : guarded;
      },
    },
    { provide: VOICE_ACTIVITY, inject: [Configuration], useFactory: loadEngine },
    { provide: PART_ENCODER, useFactory: () => new Mp3PartEncoder() },
    { provide: Mp3Reader, useFactory: () => new Mp3Reader() },
  ],
  exports: exported,
})
export class VoiceModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(SPEECH_TO_TEXT) private readonly speechToText: Provider,
    @Inject(REPLY_ENGINE) private readonly replyEngine: Provider,
    @Inject(TEXT_TO_SPEECH) private readonly textToSpeech: Provider,
    @Inject(PART_ENCODER) private readonly partEncoder: PartEncoder,
    private readonly mp3: Mp3Reader,
    private readonly adaptation: Adaptation,
    private readonly probes: ProviderProbes,
  ) {}

  onApplicationBootstrap(): void {
    this.adaptation.start();
    this.probes.start();
  }

  /** When no call is left, nothing may be left running. */
  async onApplicationShutdown(): Promise<void> {
    this.adaptation.stop();
    this.probes.stop();
    await Promise.all([
      this.speechToText.close(),
      this.replyEngine.close(),
      this.textToSpeech.close(),
      this.partEncoder.close(),
      this.mp3.close(),
    ]);
  }
}
