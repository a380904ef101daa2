import { raceAbort, samplesIn } from '@app/core';
import type {
  Clock,
  Millis,
  ReplyEngine,
  ReplyEvent,
  ReplyRequest,
  Scope,
  SpeechPart,
  SynthesisRequest,
  TextToSpeech,
} from '@app/core';
import { replyDelay, speechDelay } from './distributions';
import type { Voice } from './voices';

/** Answers after the delay of a model, all at once. */
export class DelayedReplies implements ReplyEngine {
  readonly name = 'delayed';
  answer: (request: ReplyRequest) => string = () => 'Certainly, I will see to that for you.';

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {}

  health(): { status: 'up' } {
    return { status: 'up' };
  }

  async close(): Promise<void> {}

  async *reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    await pause(this.clock, replyDelay(this.random), scope.signal);
    yield { type: 'text', text: this.answer(request), source: 'model' };
  }
}

const MS_PER_CHARACTER: Millis = 60;
const MS_PER_HAN_CHARACTER: Millis = 180;
const PIECE_MS: Millis = 200;

/** The assistant speaks with the voice of a recording: what comes back of it sounds like somebody. */
export class RecordedSpeech implements TextToSpeech {
  readonly name = 'recorded';
  /** Everything synthesised, by the text it is of; the newest of each. */
  readonly made = new Map<string, Int16Array>();

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
    private readonly voice: Voice,
  ) {}

  health(): { status: 'up' } {
    return { status: 'up' };
  }

  async close(): Promise<void> {}

  async *synthesize({ text, sampleRate }: SynthesisRequest, { signal }: Scope): AsyncGenerator<SpeechPart> {
    await pause(this.clock, speechDelay(this.random), signal);
    const pcm = this.speech(text, sampleRate);
    this.made.set(text, pcm);
    const piece = samplesIn(PIECE_MS, sampleRate);
    for (let from = 0; from < pcm.length; from += piece) {
      signal.throwIfAborted();
      const at = (from * 1000) / sampleRate;
      yield { type: 'pcm', frame: { pcm: pcm.slice(from, from + piece), sampleRate, at } };
    }
  }

  /** Fluent speech of about the right length, slice by slice. */
  private speech(text: string, sampleRate: number): Int16Array {
    const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
    const samples = samplesIn(
      han * MS_PER_HAN_CHARACTER + (text.length - han) * MS_PER_CHARACTER,
      sampleRate,
    );
    const pcm = new Int16Array(samples);
    for (let filled = 0; filled < samples;) {
      const left = ((samples - filled) * 1000) / sampleRate;
      const slice = this.voice.speak(left, this.random).subarray(0, samples - filled);
      pcm.set(slice, filled);
      filled += slice.length;
    }
    return pcm;
  }
}

async function pause(clock: Clock, ms: Millis, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = clock.after(ms, resolve);
  await raceAbort(promise, signal).finally(() => timer.cancel());
}
