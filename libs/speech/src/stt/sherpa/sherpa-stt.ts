import { ProviderError } from '@app/core';
import type {
  ProviderHealth,
  Recognition,
  RecognitionOptions,
  Scope,
  SpeechToText,
  TranscriptSink,
} from '@app/core';
import { RecogniserProcess } from './recogniser-process';
import type { Recogniser } from './recogniser-process';
import { readSherpaModel } from './sherpa-model';
import { SherpaRecognition } from './sherpa-recognition';
import type { SherpaSttSettings } from './sherpa-stt-settings';

/**
 * Free dictation by sherpa-onnx with the streaming model in SHERPA_STT_MODEL, one model for all calls. Text is lower case,
 * confidence the geometric mean of the tokens' probabilities. The phrases of a call are not used.
 */
export class SherpaSpeechToText implements SpeechToText {
  readonly name = 'sherpa';
  private closed = false;

  /** @param launch starts an engine anew when the one before has ended */
  constructor(
    private readonly languages: readonly string[],
    private engine: Recogniser,
    private readonly launch: () => Recogniser,
  ) {}

  /** @throws ProviderError `provider_unavailable` when there is no model, or sherpa-onnx does not take it */
  static async start({ model, languages, threads }: SherpaSttSettings): Promise<SherpaSpeechToText> {
    const { tokens, ...transducer } = await readSherpaModel(model);
    const config = {
      featConfig: { sampleRate: 16_000, featureDim: 80 },
      modelConfig: { transducer, tokens, numThreads: threads, debug: false, provider: 'cpu' },
      decodingMethod: 'greedy_search',
      // The conversation decides where an utterance ends.
      enableEndpoint: false,
    };
    const launch = (): RecogniserProcess => new RecogniserProcess(config);
    const first = launch();
    await first.ready;
    return new SherpaSpeechToText(languages, first, launch);
  }

  health(): ProviderHealth {
    if (this.closed) return { status: 'down', reason: 'closed' };
    return this.engine.alive
      ? { status: 'up' }
      : { status: 'degraded', reason: 'sherpa-onnx ended; the next call starts it anew' };
  }

  open(options: RecognitionOptions, sink: TranscriptSink, { signal }: Scope): Recognition {
    if (this.closed) return this.refuse(sink, 'unavailable', 'the recogniser is closed');
    if (!this.hears(options.language)) {
      return this.refuse(sink, 'unsupported', `the sherpa model does not hear ${options.language}`);
    }
    if (!this.engine.alive) this.engine = this.launch();
    return new SherpaRecognition(this.engine, options, sink, signal);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.engine.close();
  }

  private hears(language: string): boolean {
    const tag = language.toLowerCase();
    return this.languages.some(each => `${tag}-`.startsWith(`${each.toLowerCase()}-`));
  }

  /** The call is told once it has its recognition in hand, unless it has closed it. */
  private refuse(sink: TranscriptSink, fault: 'unavailable' | 'unsupported', message: string): Recognition {
    let open = true;
    queueMicrotask(() => {
      if (open) sink.failed(new ProviderError(this.name, fault, message));
    });
    return { write: () => undefined, endUtterance: () => undefined, close: () => void (open = false) };
  }
}
