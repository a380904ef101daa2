import type {
  AudioFrame,
  Clock,
  Millis,
  ProviderHealth,
  Recognition,
  RecognitionOptions,
  Scope,
  SpeechToText,
  Timer,
  TranscriptSink,
} from '@app/core';
import type { SimulatedSttSettings } from './simulated-stt-settings';

/** Frames of an utterance before its first words are guessed: half a second. */
const FRAMES_TO_PARTIAL = 25;

/** Understands the same words in everything, after a fixed delay: what a recogniser costs the service without one. */
export class SimulatedSpeechToText implements SpeechToText {
  readonly name = 'simulated';
  readonly variant = null;

  constructor(
    private readonly settings: SimulatedSttSettings,
    private readonly clock: Clock,
  ) {}

  health(): ProviderHealth {
    return { status: 'up' };
  }

  open(options: RecognitionOptions, sink: TranscriptSink, scope: Scope): Recognition {
    return new SimulatedRecognition(this.settings, this.clock, options.language, sink, scope.signal);
  }

  async close(): Promise<void> {}
}

class SimulatedRecognition implements Recognition {
  private utterance = 0;
  private frames = 0;
  private startedAt: Millis = 0;
  private heardUntil: Millis = 0;
  private readonly pending = new Set<Timer>();
  private open = true;

  constructor(
    private readonly settings: SimulatedSttSettings,
    private readonly clock: Clock,
    private readonly language: string,
    private readonly sink: TranscriptSink,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', this.close, { once: true });
  }

  write(frame: AudioFrame): void {
    if (!this.open) return;
    if (this.frames === 0) this.startedAt = frame.at;
    this.heardUntil = frame.at;
    if (++this.frames !== FRAMES_TO_PARTIAL) return;
    const { utterance } = this;
    this.sink.transcript({ type: 'partial', utterance, text: this.settings.text, stable: true });
  }

  endUtterance(): void {
    if (!this.open) return;
    const utterance = this.utterance++;
    const text = this.frames === 0 ? '' : this.settings.text;
    const { startedAt, heardUntil } = this;
    this.frames = 0;
    const timer = this.clock.after(this.settings.finalMs, () => {
      this.pending.delete(timer);
      this.sink.transcript({
        type: 'final',
        utterance,
        text,
        confidence: text === '' ? 0 : 1,
        language: this.language,
        startMs: startedAt,
        endMs: heardUntil,
        words: [],
        last: true,
      });
    });
    this.pending.add(timer);
  }

  readonly close = (): void => {
    this.open = false;
    this.signal.removeEventListener('abort', this.close);
    for (const timer of this.pending) timer.cancel();
    this.pending.clear();
  };
}
