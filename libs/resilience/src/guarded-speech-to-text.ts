import type {
  Capacity,
  ProviderHealth,
  Recognition,
  RecognitionOptions,
  Scope,
  SpeechToText,
  TranscriptSink,
} from '@app/core';
import { healthOfChain } from './chain-health';
import { GuardedRecognition } from './guarded-recognition';
import type { ProviderChain } from './provider-chain';

/** Recognisers as one: where one fails in the middle of an utterance, the next hears it from its beginning. */
export class GuardedSpeechToText implements SpeechToText {
  readonly name: string;
  readonly variant: string | null | undefined;
  readonly capacity?: Capacity;

  constructor(private readonly chain: ProviderChain<SpeechToText>) {
    const [first] = chain.providers;
    this.name = first.name;
    this.variant = first.variant;
    // Those that stand in take what calls they can; the first choice decides how many calls there may be.
    if (first.capacity) this.capacity = first.capacity;
  }

  open(options: RecognitionOptions, sink: TranscriptSink, scope: Scope): Recognition {
    return new GuardedRecognition(this.chain, options, sink, scope);
  }

  health(): ProviderHealth {
    return healthOfChain(this.chain);
  }

  close(): Promise<void> {
    return this.chain.close();
  }
}
