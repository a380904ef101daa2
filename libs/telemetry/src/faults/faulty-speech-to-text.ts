import type {
  CallId,
  Clock,
  Recognition,
  RecognitionOptions,
  Scope,
  SpeechToText,
  Transcript,
  TranscriptSink,
  VoiceError,
} from '@app/core';
import { failureOf, garbled } from './faults';
import type { Fault, Faults } from './faults';
import { HeldBack } from './held-back';

/** A recogniser that does in some calls what an operator ordered: it is heard late, as other words, or not at all. */
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
    const faulty = new FaultySink(sink, this.faults, scope.callId, this.clock);
    const recognition = this.inner.open(options, faulty, scope);
    return {
      write: frame => recognition.write(frame),
      endUtterance: () => recognition.endUtterance(),
      close: () => {
        faulty.close();
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

/** Between the recogniser and the call. Nothing overtakes what is held back; once the delay is lifted, all of it comes. */
class FaultySink implements TranscriptSink {
  private readonly held: HeldBack;
  private dead = false;

  constructor(
    private readonly sink: TranscriptSink,
    private readonly faults: Faults,
    private readonly callId: CallId,
    clock: Clock,
  ) {
    this.held = new HeldBack(clock);
  }

  transcript(transcript: Transcript): void {
    this.later(() => this.tell(transcript));
  }

  failed(error: VoiceError): void {
    this.later(() => this.fail(error));
  }

  close(): void {
    this.dead = true;
    this.held.drop();
  }

  private later(say: () => void): void {
    if (this.dead) return;
    const delay = this.ordered('delay');
    if (delay) {
      this.held.add(delay.delayMs, say);
      return;
    }
    this.held.flush();
    say();
  }

  private tell(transcript: Transcript): void {
    if (this.dead) return;
    if (this.ordered('fail')) this.fail(failureOf('speech_to_text'));
    else this.sink.transcript(this.ordered('garble') ? garbledTranscript(transcript) : transcript);
  }

  private fail(error: VoiceError): void {
    if (this.dead) return;
    this.close();
    this.sink.failed(error);
  }

  private ordered(kind: Fault['kind']): Fault | null {
    return this.faults.of(this.callId, 'speech_to_text', kind);
  }
}

function garbledTranscript(transcript: Transcript): Transcript {
  const text = garbled(transcript.text);
  if (transcript.type === 'partial') return { ...transcript, text };
  return {
    ...transcript,
    text,
    words: transcript.words.map(word => ({ ...word, text: garbled(word.text) })),
  };
}
