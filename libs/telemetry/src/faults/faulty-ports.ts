import type {
  AudioFrame,
  Clock,
  ReplyEngine,
  ReplyEvent,
  ReplyRequest,
  Scope,
  SpeechPart,
  SynthesisRequest,
  TextToSpeech,
} from '@app/core';
import { AroundReplyEngine } from '../watched/around-reply-engine';
import { AroundTextToSpeech } from '../watched/around-text-to-speech';
import { garbled } from './faults';
import type { Faults } from './faults';

/** A reply engine that does in some calls what an operator ordered. */
export class FaultyReplyEngine extends AroundReplyEngine {
  constructor(
    inner: ReplyEngine,
    private readonly faults: Faults,
    private readonly clock: Clock,
  ) {
    super(inner);
  }

  async *reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    const { faults, clock } = this;
    await faults.before(scope.callId, 'ai_generation', clock, scope.signal);
    const garbles = faults.of(scope.callId, 'ai_generation', 'garble') !== null;
    for await (const event of this.inner.reply(request, scope)) {
      yield garbles && event.type === 'text' ? { ...event, text: garbled(event.text) } : event;
    }
  }
}

/** A voice likewise; garbled, it is noise of the same length. */
export class FaultyTextToSpeech extends AroundTextToSpeech {
  constructor(
    inner: TextToSpeech,
    private readonly faults: Faults,
    private readonly clock: Clock,
  ) {
    super(inner);
  }

  async *synthesize(request: SynthesisRequest, scope: Scope): AsyncGenerator<SpeechPart> {
    const { faults, clock } = this;
    await faults.before(scope.callId, 'text_to_speech', clock, scope.signal);
    const garbles = faults.of(scope.callId, 'text_to_speech', 'garble') !== null;
    for await (const part of this.inner.synthesize(request, scope)) {
      if (garbles && part.type === 'pcm') yield { type: 'pcm', frame: noise(part.frame) };
      else yield part;
    }
  }
}

function noise({ pcm, ...frame }: AudioFrame): AudioFrame {
  return { ...frame, pcm: pcm.map(() => Math.round((Math.random() - 0.5) * 8000)) };
}
