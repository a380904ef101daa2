import { Inject, Logger, Module } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { ScriptSettings, loadScript, phrasesOf } from '@app/ai';
import { Mp3PartEncoder, Mp3Reader } from '@app/audio';
import { Configuration, ProviderChoice } from '@app/config';
import { systemClock } from '@app/core';
import type { PartEncoder, Provider, ProviderContext } from '@app/core';
import { loadEngine } from '@app/vad';
import { providers } from '../providers';
import { loadProvider } from './choose-provider';
import { PART_ENCODER, REPLY_ENGINE, SPEECH_TO_TEXT, TEXT_TO_SPEECH, VOICE_ACTIVITY } from './tokens';

const PROVIDER_CONTEXT = Symbol('ProviderContext');

const exported = [SPEECH_TO_TEXT, TEXT_TO_SPEECH, REPLY_ENGINE, VOICE_ACTIVITY, PART_ENCODER, Mp3Reader];

/** The providers of this instance, chosen by the environment: ears, mind and voice of every call. */
@Module({
  providers: [
    {
      provide: PROVIDER_CONTEXT,
      inject: [Configuration],
      useFactory: (configuration: Configuration): ProviderContext => {
        const script = loadScript(configuration.get(ScriptSettings).file || undefined);
        const log = new Logger('Providers');
        return { clock: systemClock, phrases: phrasesOf(script), warn: message => log.warn(message) };
      },
    },
    {
      provide: SPEECH_TO_TEXT,
      inject: [Configuration, ProviderChoice, PROVIDER_CONTEXT],
      useFactory: (configuration: Configuration, choice: ProviderChoice, context: ProviderContext) =>
        loadProvider(providers.stt, choice.stt ?? ['embedded'], configuration, context),
    },
    {
      provide: REPLY_ENGINE,
      inject: [Configuration, ProviderChoice, PROVIDER_CONTEXT],
      useFactory: (configuration: Configuration, choice: ProviderChoice, context: ProviderContext) =>
        loadProvider(providers.ai, choice.ai ?? ['script'], configuration, context),
    },
    {
      provide: TEXT_TO_SPEECH,
      inject: [Configuration, ProviderChoice, PROVIDER_CONTEXT],
      useFactory: (configuration: Configuration, choice: ProviderChoice, context: ProviderContext) =>
        loadProvider(providers.tts, choice.tts ?? ['embedded'], configuration, context),
    },
    { provide: VOICE_ACTIVITY, inject: [Configuration], useFactory: loadEngine },
    { provide: PART_ENCODER, useFactory: () => new Mp3PartEncoder() },
    { provide: Mp3Reader, useFactory: () => new Mp3Reader() },
  ],
  exports: exported,
})
export class VoiceModule implements OnApplicationShutdown {
  constructor(
    @Inject(SPEECH_TO_TEXT) private readonly speechToText: Provider,
    @Inject(REPLY_ENGINE) private readonly replyEngine: Provider,
    @Inject(TEXT_TO_SPEECH) private readonly textToSpeech: Provider,
    @Inject(PART_ENCODER) private readonly partEncoder: PartEncoder,
    private readonly mp3: Mp3Reader,
  ) {}

  /** When no call is left, nothing may be left running. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([
      this.speechToText.close(),
      this.replyEngine.close(),
      this.textToSpeech.close(),
      this.partEncoder.close(),
      this.mp3.close(),
    ]);
  }
}
