import { raceAbort } from '@app/core';
import type {
  Clock,
  Millis,
  ProviderHealth,
  Scope,
  SpeechPart,
  SynthesisRequest,
  TextToSpeech,
} from '@app/core';
import type { SimulatedTtsSettings } from './simulated-tts-settings';

/** About the pace of speech. */
const MS_PER_CHARACTER: Millis = 65;
const PIECE_MS: Millis = 200;

/** Speech of the right length after a fixed delay, for load tests: a quiet tone, made once for each rate. */
export class SimulatedTextToSpeech implements TextToSpeech {
  readonly name = 'simulated';
  readonly variant = null;
  private readonly tones = new Map<number, Int16Array>();

  constructor(
    private readonly settings: SimulatedTtsSettings,
    private readonly clock: Clock,
  ) {}

  health(): ProviderHealth {
    return { status: 'up' };
  }

  async *synthesize(request: SynthesisRequest, scope: Scope): AsyncGenerator<SpeechPart> {
    scope.signal.throwIfAborted();
    await this.wait(scope.signal);
    for (const word of request.text.matchAll(/\S+/g)) {
      const startMs = word.index * MS_PER_CHARACTER;
      yield { type: 'word', text: word[0], startMs, endMs: startMs + word[0].length * MS_PER_CHARACTER };
    }
    const { sampleRate } = request;
    const total = request.text.trim().length * MS_PER_CHARACTER;
    const tone = this.tone(sampleRate);
    for (let at = 0; at < total; at += PIECE_MS) {
      scope.signal.throwIfAborted();
      const pcm = tone.slice(0, (Math.min(PIECE_MS, total - at) * sampleRate) / 1000);
      yield { type: 'pcm', frame: { pcm, sampleRate, at } };
    }
  }

  async close(): Promise<void> {}

  private async wait(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = this.clock.after(this.settings.firstAudioMs, resolve);
    await raceAbort(promise, signal).finally(() => timer.cancel());
  }

  /** 200 ms of 440 Hz: 88 whole waves, so that pieces join without a click. */
  private tone(sampleRate: number): Int16Array {
    const known = this.tones.get(sampleRate);
    if (known) return known;
    const tone = Int16Array.from(
      { length: (PIECE_MS * sampleRate) / 1000 },
      (_, i) => 1000 * Math.sin((2 * Math.PI * 440 * i) / sampleRate),
    );
    this.tones.set(sampleRate, tone);
    return tone;
  }
}
