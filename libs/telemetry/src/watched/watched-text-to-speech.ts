import type { Clock, Scope, SpeechPart, SynthesisRequest, TextToSpeech } from '@app/core';
import type { AskMetrics } from '../metrics/ask-metrics';
import { CACHE } from '../metrics/bounded-labels';
import { AroundTextToSpeech } from './around-text-to-speech';

/** A voice, and how soon it sounds: in the metrics. */
export class WatchedTextToSpeech extends AroundTextToSpeech {
  constructor(
    inner: TextToSpeech,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly metrics: AskMetrics,
  ) {
    super(inner);
  }

  async *synthesize(request: SynthesisRequest, scope: Scope): AsyncGenerator<SpeechPart> {
    const begun = this.clock.now();
    const serving: { by: string | null } = { by: null };
    let sounded = false;
    const watched: Scope = {
      ...scope,
      servedBy: provider => {
        serving.by = provider;
        scope.servedBy?.(provider);
      },
    };
    for await (const part of this.inner.synthesize(request, watched)) {
      if (!sounded && part.type !== 'word') {
        sounded = true;
        if (serving.by === null) scope.servedBy?.(CACHE);
        this.metrics.firstSound(serving.by ?? CACHE, this.clock.now() - begun, scope.callId);
      }
      yield part;
    }
  }
}
