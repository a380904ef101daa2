import { LRUCache } from 'lru-cache';
import type { CallId, CallSettings, Clock, SynthesisRequest, Timer } from '@app/core';
import type { CacheSettings } from '../cache-settings';
import type { CachedReplyEngine } from '../replies/cached-reply-engine';
import type { CachedTextToSpeech } from '../speech/cached-text-to-speech';
import type { CommonSentences } from './common-sentences';
import { Warmer } from './warmer';
import type { WarmerProgress } from './warmer';

export interface PredictionParts {
  readonly clock: Clock;
  readonly settings: CacheSettings;
  readonly speech: CachedTextToSpeech;
  readonly replies: CachedReplyEngine;
  /** null: without Redis nothing is counted. */
  readonly common: CommonSentences | null;
  /** Cuts an answer into the sentences it is spoken in. */
  readonly sentencesIn: (text: string) => readonly string[];
  /** For what an operator should know; no words. */
  readonly log: (message: string) => void;
}

export interface PredictionStats {
  readonly preloaded: WarmerProgress;
  readonly predicted: WarmerProgress;
}

/** How a call wants its sentences spoken. */
type Voicing = Omit<SynthesisRequest, 'text'>;

/** Answers that are made ready after an answer. */
const AFTER_ANSWER = 6;

/** Common sentences that are made ready at the start. */
const COMMON = 200;

/** Calls whose voicing is remembered. */
const CALLS = 2000;

const FLUSH_MS = 10_000;

/** Has spoken ahead what will probably be wanted: common sentences at the start, and likely answers while nobody waits. */
export class Prediction {
  private readonly preloading: Warmer;
  private readonly predicting: Warmer;
  private readonly voicings = new LRUCache<CallId, Voicing>({ max: CALLS });
  private readonly stopped = new AbortController();
  private flushing: Timer | null = null;

  constructor(private readonly parts: PredictionParts) {
    const { clock, settings, speech, log } = parts;
    const { preloadPerSecond: perSecond } = settings;
    this.preloading = new Warmer({ clock, speech, perSecond, mostLeft: 1000 }, () => {
      const { made, failed } = this.preloading.progress;
      log(
        `${made} sentences are ready before anybody asks for them${failed ? `, ${failed} could not be made` : ''}`,
      );
    });
    this.predicting = new Warmer({ clock, speech, perSecond, mostLeft: 60 });
  }

  /** @param sentences that are always common, such as a greeting; the most common of the last days come after them */
  start(sentences: readonly SynthesisRequest[]): void {
    const { settings, speech, replies, common, clock } = this.parts;
    if (settings.predictive) {
      speech.watchedBy((callId, request) => this.heard(callId, request));
      replies.watchedBy((callId, callSettings) => this.answered(callId, callSettings));
      if (common) this.flushing = clock.every(FLUSH_MS, () => void common.flush());
    }
    if (settings.preloading) void this.preload(sentences);
  }

  /** Has a text ready as soon as may be, such as the greeting of a call that is about to begin. */
  expect(request: SynthesisRequest): void {
    if (!this.parts.settings.predictive) return;
    for (const text of this.parts.sentencesIn(request.text)) {
      this.parts.speech.prepare({ ...request, text }, this.stopped.signal).catch(() => undefined);
    }
  }

  stats(): PredictionStats {
    return { preloaded: this.preloading.progress, predicted: this.predicting.progress };
  }

  async close(): Promise<void> {
    this.stopped.abort();
    this.flushing?.cancel();
    this.preloading.close();
    this.predicting.close();
    await this.parts.common?.flush();
  }

  private async preload(sentences: readonly SynthesisRequest[]): Promise<void> {
    const common = (await this.parts.common?.most(COMMON)) ?? [];
    const all = [...sentences, ...common];
    if (all.length > 0) this.parts.log(`${all.length} sentences are being made ready`);
    this.preloading.want(all);
  }

  private heard(callId: CallId, request: SynthesisRequest): void {
    const { language, voice, sampleRate, encoding } = request;
    this.voicings.set(callId, { language, voice, sampleRate, ...(encoding && { encoding }) });
    this.parts.common?.said(callId, request);
  }

  private answered(callId: CallId, settings: CallSettings): void {
    const voicing = this.voicings.get(callId);
    if (!voicing) return;
    const { replies, sentencesIn } = this.parts;
    const likely = replies.likelyNext(callId, settings).slice(0, AFTER_ANSWER).flatMap(sentencesIn);
    this.predicting.want(likely.map(text => ({ ...voicing, text })));
  }
}
