import type { ProviderHealth, Scope, SpeechPart, SynthesisRequest, TextToSpeech } from '@app/core';

/** A voice around another: all but its speech is the other's. */
export abstract class AroundTextToSpeech implements TextToSpeech {
  readonly name: string;
  readonly variant: string | null | undefined;

  constructor(protected readonly inner: TextToSpeech) {
    this.name = inner.name;
    this.variant = inner.variant;
  }

  abstract synthesize(request: SynthesisRequest, scope: Scope): AsyncIterable<SpeechPart>;

  health(): ProviderHealth {
    return this.inner.health();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
