import { raceAbort } from '@app/core';
import type { Clock, Scope, SpeechPart, SynthesisRequest, TextToSpeech } from '@app/core';

/** Every character takes this long to say. */
export const MS_PER_CHARACTER = 50;

/** Speaks a constant tone of the right length, with word times; after a delay of virtual time. */
export class FakeTextToSpeech implements TextToSpeech {
  readonly name: string = 'fake';
  readonly requests: SynthesisRequest[] = [];
  failure: Error | null = null;

  constructor(
    private readonly clock: Clock,
    public delayMs = 0,
    private readonly withWords = true,
  ) {}

  health(): { status: 'up' } {
    return { status: 'up' };
  }

  async close(): Promise<void> {}

  async *synthesize(request: SynthesisRequest, scope: Scope): AsyncGenerator<SpeechPart> {
    scope.signal.throwIfAborted();
    this.requests.push(request);
    if (this.delayMs > 0) {
      await raceAbort(
        new Promise<void>(resolve => void this.clock.after(this.delayMs, resolve)),
        scope.signal,
      );
    }
    if (this.failure) throw this.failure;
    const { text, sampleRate } = request;
    if (text.trim() === '') return;
    if (this.withWords) {
      for (const word of text.matchAll(/\S+/g)) {
        const startMs = word.index * MS_PER_CHARACTER;
        yield { type: 'word', text: word[0], startMs, endMs: startMs + word[0].length * MS_PER_CHARACTER };
      }
    }
    const pcm = new Int16Array((text.length * MS_PER_CHARACTER * sampleRate) / 1000).fill(1000);
    const piece = sampleRate / 5;
    for (let from = 0; from < pcm.length; from += piece) {
      scope.signal.throwIfAborted();
      const at = (from * 1000) / sampleRate;
      yield { type: 'pcm', frame: { pcm: pcm.subarray(from, from + piece), sampleRate, at } };
    }
  }
}
