import { FRAME_MS } from '@app/core';
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

/** Loud frames before the first half of the words is guessed: half a second. */
const FRAMES_TO_GUESS = 25;
/** Mean of a frame's samples, without their signs, from which on it is speech: 20 dB below that of the recordings. */
const LOUD = 160;
/** Every so many samples are looked at. */
const STRIDE = 8;

/** Understands the same words in every sound, after fixed delays: what a recogniser costs the service without one. */
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
  private loudFrames = 0;
  private quietMs: Millis = 0;
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

  write({ pcm, at }: AudioFrame): void {
    if (!this.open) return;
    if (isLoud(pcm)) {
      if (this.loudFrames === 0) this.startedAt = at;
      this.heardUntil = at + FRAME_MS;
      this.quietMs = 0;
      if (++this.loudFrames === FRAMES_TO_GUESS) this.guess(this.firstWords, false);
    } else if (this.loudFrames > 0) {
      const { partialMs, finalMs, text } = this.settings;
      const before = this.quietMs;
      this.quietMs += FRAME_MS;
      if (isPassed(partialMs, before, this.quietMs) || isPassed(finalMs, before, this.quietMs))
        this.guess(text, true);
    }
  }

  endUtterance(): void {
    if (!this.open) return;
    const utterance = this.utterance++;
    const text = this.loudFrames === 0 ? '' : this.settings.text;
    const { startedAt, heardUntil } = this;
    this.loudFrames = 0;
    const timer = this.clock.after(Math.max(0, this.settings.finalMs - this.quietMs), () => {
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

  private get firstWords(): string {
    const words = this.settings.text.split(' ');
    return words.slice(0, Math.ceil(words.length / 2)).join(' ');
  }

  private guess(text: string, stable: boolean): void {
    this.sink.transcript({ type: 'partial', utterance: this.utterance, text, stable });
  }

  readonly close = (): void => {
    this.open = false;
    this.signal.removeEventListener('abort', this.close);
    for (const timer of this.pending) timer.cancel();
    this.pending.clear();
  };
}

const isPassed = (ms: Millis, before: Millis, now: Millis): boolean => before < ms && now >= ms;

function isLoud(pcm: Int16Array): boolean {
  let sum = 0;
  for (let i = 0; i < pcm.length; i += STRIDE) sum += Math.abs(pcm[i]!);
  return sum * STRIDE >= LOUD * pcm.length;
}
