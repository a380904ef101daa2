import type {
  Clock,
  ProviderContext,
  ProviderHealth,
  Recognition,
  RecognitionOptions,
  Scope,
  SpeechToText,
  TranscriptSink,
} from '@app/core';
import { ProviderError } from '@app/core';
import { loadResources, reloadOnHangup } from '../../azure/load-resources';
import { SpeechResources } from '../../azure/speech-resources';
import { AzureRecognition } from './azure-recognition';
import type { AzureSttSettings } from './azure-stt-settings';
import { EarPool } from './ear-pool';

/** The service takes no more phrases of a list than this. */
const MOST_PHRASES = 500;

/** Recognition by Azure Speech. */
export class AzureSpeechToText implements SpeechToText {
  readonly name = 'azure';
  private readonly pool: EarPool;
  private readonly recognitions = new Set<AzureRecognition>();
  private closed = false;

  /** @param stopReloading called when it is closed */
  constructor(
    private readonly settings: AzureSttSettings,
    private readonly resources: SpeechResources,
    private readonly context: Pick<ProviderContext, 'clock' | 'phrases' | 'warn'>,
    private readonly stopReloading: () => void = () => undefined,
  ) {
    this.pool = new EarPool(resources, settings, context.clock, message => context.warn(message));
  }

  /** @throws ResourceError where the file of resources is not in order */
  static async start(
    settings: AzureSttSettings,
    context: Pick<ProviderContext, 'clock' | 'phrases' | 'warn'>,
  ): Promise<AzureSpeechToText> {
    const resources = new SpeechResources(await loadResources(settings), context.clock);
    const stop = reloadOnHangup(settings, resources, message => context.warn(message));
    return new AzureSpeechToText(settings, resources, context, stop);
  }

  /** Connections that are open or being opened, those of calls among them. */
  get connections(): number {
    return this.pool.size;
  }

  health(): ProviderHealth {
    return this.closed ? { status: 'down', reason: 'closed' } : this.resources.health();
  }

  open(options: RecognitionOptions, sink: TranscriptSink, scope: Scope): Recognition {
    if (this.closed) return this.refuse(sink);
    const phrases = [...new Set([...options.phrases, ...this.context.phrases])].slice(0, MOST_PHRASES);
    const recognition = new AzureRecognition(this.parts, { ...options, phrases }, sink, scope.signal);
    if (!scope.signal.aborted) this.recognitions.add(recognition);
    return recognition;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.stopReloading();
    for (const recognition of this.recognitions) recognition.close();
    await this.pool.close();
  }

  private get parts(): ConstructorParameters<typeof AzureRecognition>[0] {
    const { pool, resources, settings } = this;
    const { clock }: { readonly clock: Clock } = this.context;
    return { pool, resources, settings, clock, closed: over => void this.recognitions.delete(over) };
  }

  /** The call is told once it has its recognition in hand, unless it has closed it. */
  private refuse(sink: TranscriptSink): Recognition {
    let open = true;
    queueMicrotask(() => {
      if (open) sink.failed(new ProviderError(this.name, 'unavailable', 'the recogniser is closed'));
    });
    return { write: () => undefined, endUtterance: () => undefined, close: () => void (open = false) };
  }
}
