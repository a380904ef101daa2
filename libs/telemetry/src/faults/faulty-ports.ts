import type {
  AudioFrame,
  Clock,
  Recognition,
  RecognitionOptions,
  ReplyEngine,
  ReplyEvent,
  ReplyRequest,
  Scope,
  SpeechPart,
  SpeechToText,
  SynthesisRequest,
  TextToSpeech,
  Transcript,
  TranscriptSink,
} from '@app/core';
import { AroundReplyEngine } from '../watched/around-reply-engine';
import { AroundTextToSpeech } from '../watched/around-text-to-speech';
import { failureOf, garbled } from './faults';
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

/** A recogniser likewise; what it understood comes late, as other words, or not at all. */
export class FaultySpeechToText implements SpeechToText {
  readonly name: string;
  readonly variant: string | null | undefined;
  readonly capacity?: NonNullable<SpeechToText['capacity']>;

  constructor(
    private readonly inner: SpeechToText,
    private readonly faults: Faults,
    private readonly clock: Clock,
  ) {
    this.name = inner.name;
    this.variant = inner.variant;
    if (inner.capacity) this.capacity = inner.capacity;
  }

  open(options: RecognitionOptions, sink: TranscriptSink, scope: Scope): Recognition {
    const { faults, clock } = this;
    let dead = false;
    const tell = (transcript: Transcript): void => {
      if (dead) return;
      if (faults.of(scope.callId, 'speech_to_text', 'fail')) {
        dead = true;
        sink.failed(failureOf('speech_to_text'));
        return;
      }
      const garbles = faults.of(scope.callId, 'speech_to_text', 'garble') !== null;
      sink.transcript(garbles ? { ...transcript, text: garbled(transcript.text) } : transcript);
    };
    const recognition = this.inner.open(
      options,
      {
        transcript: transcript => {
          const delay = faults.of(scope.callId, 'speech_to_text', 'delay');
          if (delay) clock.after(delay.delayMs, () => tell(transcript));
          else tell(transcript);
        },
        failed: error => {
          if (!dead) sink.failed(error);
          dead = true;
        },
      },
      scope,
    );
    return {
      write: frame => recognition.write(frame),
      endUtterance: () => recognition.endUtterance(),
      close: () => {
        dead = true;
        recognition.close();
      },
    };
  }

  health(): ReturnType<SpeechToText['health']> {
    return this.inner.health();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}

function noise({ pcm, ...frame }: AudioFrame): AudioFrame {
  return { ...frame, pcm: pcm.map(() => Math.round((Math.random() - 0.5) * 8000)) };
}
