import { Inject, Logger, Module } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { ScriptSettings, fixedAnswers, loadScript } from '@app/ai';
import {
  CacheSettings,
  CachedReplyEngine,
  CachedTextToSpeech,
  Caches,
  CommonSentences,
  Prediction,
} from '@app/cache';
import { sentencesIn } from '@app/conversation';
import { defaultSettings, systemClock } from '@app/core';
import type { ReplyEngine, TextToSpeech } from '@app/core';
import { REDIS } from '@app/redis';
import type { RedisClients } from '@app/redis';
import { REPLY_ENGINE, TEXT_TO_SPEECH } from '../voice/tokens';
import { TurnSettings } from '../voice/turn-settings';
import { VoiceModule } from '../voice/voice.module';
import { commonRequests, readTexts } from './common-requests';

/** Injects `Prediction | null`: null where nothing is cached. */
export const PREDICTION = Symbol('Prediction');

/** What is spoken before anybody asks for it. */
@Module({
  imports: [VoiceModule],
  providers: [
    {
      provide: PREDICTION,
      inject: [CacheSettings, TEXT_TO_SPEECH, REPLY_ENGINE, REDIS, Caches],
      useFactory: predict,
    },
  ],
  exports: [PREDICTION],
})
export class PredictionModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(PREDICTION) private readonly prediction: Prediction | null,
    @Inject(REPLY_ENGINE) private readonly replies: ReplyEngine,
    private readonly settings: CacheSettings,
    private readonly turns: TurnSettings,
    private readonly script: ScriptSettings,
  ) {}

  onApplicationBootstrap(): void {
    this.prediction?.start(commonRequests(this.texts(), this.turns.language));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.prediction?.close();
  }

  /** What is said first comes first. A script that only stands in says nothing, most days. */
  private texts(): string[] {
    const { language, greeting } = this.turns;
    const settings = { ...defaultSettings, language };
    const scripted =
      this.replies.name === 'script' ? fixedAnswers(loadScript(this.script.file || undefined), settings) : [];
    return [...(greeting === '' ? [] : [greeting]), ...readTexts(this.settings.preloadFile), ...scripted];
  }
}

function predict(
  settings: CacheSettings,
  speech: TextToSpeech,
  replies: ReplyEngine,
  redis: RedisClients | null,
  caches: Caches,
): Prediction | null {
  if (!(speech instanceof CachedTextToSpeech) || !(replies instanceof CachedReplyEngine)) return null;
  const log = new Logger('Prediction');
  const prediction = new Prediction({
    clock: systemClock,
    settings,
    speech,
    replies,
    common: redis && new CommonSentences(redis, systemClock),
    sentencesIn,
    log: message => log.log(message),
  });
  caches.tellAlso(() => prediction.stats());
  return prediction;
}
