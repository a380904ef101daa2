import { ProviderError } from '@app/core';
import type {
  Capacity,
  ProviderContext,
  ProviderHealth,
  Recognition,
  RecognitionOptions,
  Scope,
  SpeechToText,
  TranscriptSink,
} from '@app/core';
import { EmbeddedRecognition } from './embedded-recognition';
import type { EmbeddedSttSettings } from './embedded-stt-settings';
import { makeGrammar } from './grammar';
import { MODEL_FOLDER } from './model-folder';
import { readPronunciations } from './pronouncing-dictionary';
import { RecogniserPlaces } from './recogniser-places';
import { RecogniserPool } from './recogniser-pool';
import { RecogniserThread } from './recogniser-thread';

const deaf: Recognition = { write: () => undefined, endUtterance: () => undefined, close: () => undefined };

/** Recognises the phrases of the reply script, in English, by a grammar; other speech gives an empty final. */
export class EmbeddedSpeechToText implements SpeechToText {
  readonly name = 'embedded';
  readonly capacity: Capacity;
  private readonly pool: RecogniserPool;

  private constructor(
    settings: EmbeddedSttSettings,
    { phrases, warn }: Pick<ProviderContext, 'phrases' | 'warn'>,
  ) {
    const vocabulary = new Set(phrases.flatMap(phrase => phrase.toLowerCase().match(/[a-z']+/g) ?? []));
    const grammar = makeGrammar(phrases, readPronunciations(vocabulary));
    if (grammar.unspeakable.length > 0) {
      warn(`the embedded recogniser cannot pronounce, and so not hear: ${grammar.unspeakable.join('; ')}`);
    }
    const setup = { ...grammar, modelFolder: MODEL_FOLDER };
    this.pool = new RecogniserPool(settings.maxCalls, onDeath => new RecogniserThread(setup, onDeath));
    this.capacity = new RecogniserPlaces(settings.maxCalls, this.pool);
  }

  /** Resolves when the first call can be heard. */
  static async start(
    settings: EmbeddedSttSettings,
    context: Pick<ProviderContext, 'phrases' | 'warn'>,
  ): Promise<EmbeddedSpeechToText> {
    const made = new EmbeddedSpeechToText(settings, context);
    await made.pool.start();
    return made;
  }

  health(): ProviderHealth {
    return { status: 'up' };
  }

  open(options: RecognitionOptions, sink: TranscriptSink, scope: Scope): Recognition {
    if (!/^en\b/i.test(options.language)) {
      const why = `the embedded recogniser hears English only, not ${options.language}`;
      return refuse(sink, new ProviderError(this.name, 'unsupported', why));
    }
    const thread = this.pool.take();
    if (!thread) return refuse(sink, new ProviderError(this.name, 'busy', 'all recognisers are in use'));
    const recognition = new EmbeddedRecognition(this.pool, thread, options, sink);
    const stop = (): void => recognition.close();
    scope.signal.addEventListener('abort', stop, { once: true });
    return {
      write: frame => recognition.write(frame),
      endUtterance: () => recognition.endUtterance(),
      close: () => {
        scope.signal.removeEventListener('abort', stop);
        recognition.close();
      },
    };
  }

  /** Threads that are running. */
  get threads(): number {
    return this.pool.size;
  }

  async close(): Promise<void> {
    await this.pool.close();
  }
}

function refuse(sink: TranscriptSink, error: ProviderError): Recognition {
  queueMicrotask(() => sink.failed(error));
  return deaf;
}
