import { ProviderError, asError } from '@app/core';
import type {
  ProviderContext,
  ProviderHealth,
  Scope,
  SpeechPart,
  SynthesisRequest,
  TextToSpeech,
} from '@app/core';
import { loadResources, reloadOnHangup } from '../../azure/load-resources';
import { failedBy } from '../../azure/speech-failure';
import { SpeechResources } from '../../azure/speech-resources';
import type { AzureTtsSettings } from './azure-tts-settings';
import type { Mouth } from './mouth';
import { MouthPool } from './mouth-pool';
import { outputFormat } from './output-format';
import { SpeechStream } from './speech-stream';
import { ssmlOf } from './ssml';
import { Voices } from './voices';

/** A connection that waited may have died unnoticed, and one resource may be down: so often another is tried. */
const MOST_ATTEMPTS = 3;

/** Synthesis by Azure Speech. */
export class AzureTextToSpeech implements TextToSpeech {
  readonly name = 'azure';
  private readonly pool: MouthPool;
  private readonly voices: Voices;
  private readonly speaking = new Map<Mouth, SpeechStream>();
  private closed = false;

  /** @param stopReloading called when it is closed */
  constructor(
    private readonly settings: AzureTtsSettings,
    private readonly resources: SpeechResources,
    { clock, warn }: Pick<ProviderContext, 'clock' | 'warn'>,
    private readonly stopReloading: () => void = () => undefined,
  ) {
    this.pool = new MouthPool(resources, settings, clock, warn);
    this.voices = new Voices(settings.voices ?? {});
  }

  /** @throws ResourceError where the file of resources is not in order */
  static async start(
    settings: AzureTtsSettings,
    context: Pick<ProviderContext, 'clock' | 'warn'>,
  ): Promise<AzureTextToSpeech> {
    const warn = (message: string): void => context.warn(message);
    const resources = new SpeechResources(await loadResources(settings), context.clock);
    const stop = reloadOnHangup(settings, resources, warn);
    return new AzureTextToSpeech(settings, resources, { clock: context.clock, warn }, stop);
  }

  get variant(): string {
    const { voices, style, rate, pitch } = this.settings;
    return JSON.stringify([voices, style, rate, pitch]);
  }

  get waiting(): number {
    return this.pool.waiting;
  }

  /** Connections that are open, being opened or being closed. */
  get connections(): number {
    return this.pool.size;
  }

  health(): ProviderHealth {
    return this.closed ? { status: 'down', reason: 'closed' } : this.resources.health();
  }

  async *synthesize(request: SynthesisRequest, scope: Scope): AsyncGenerator<SpeechPart> {
    scope.signal.throwIfAborted();
    if (request.text.trim() === '') return;
    let failure: Error | null = null;
    let avoid: string | undefined;
    for (let attempt = 1; ; attempt++) {
      const voice = this.voices.for(request.language, request.voice);
      const mouth = await this.pool.take(scope.signal, avoid).catch((error: unknown) => {
        // That nobody else can be asked is less to be told than why.
        throw scope.signal.aborted ? error : (failure ?? error);
      });
      let heard = false;
      try {
        for await (const part of this.speak(mouth, request, voice, scope.signal)) {
          heard ||= part.type !== 'word';
          yield part;
        }
        // The SDK takes a turn whose audio it could not read for one that has none.
        if (!heard && /[\p{L}\p{N}]/u.test(request.text)) throw failedBy('no sound came');
        return;
      } catch (error) {
        scope.signal.throwIfAborted();
        if (heard || attempt === MOST_ATTEMPTS || !this.mayTryAgain(error, voice, request.language))
          throw error;
        failure = asError(error);
        avoid = mouth.resource;
      }
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    this.stopReloading();
    for (const [mouth, stream] of this.speaking) {
      mouth.close();
      stream.end(new ProviderError(this.name, 'unavailable', 'the voice is closed'));
    }
    await this.pool.close();
  }

  /** One attempt. The mouth is given back whatever happens. */
  private async *speak(
    mouth: Mouth,
    { text, language, sampleRate, encoding }: SynthesisRequest,
    voice: string,
    signal: AbortSignal,
  ): AsyncGenerator<SpeechPart> {
    const format = outputFormat(sampleRate, encoding);
    const stream = new SpeechStream(text, language, format);
    const { style, rate, pitch } = this.settings;
    const stop = (): void => {
      mouth.close();
      stream.end(asError(signal.reason));
    };
    signal.addEventListener('abort', stop, { once: true });
    this.speaking.set(mouth, stream);
    try {
      mouth.speak(ssmlOf(text, { language, voice, style, rate, pitch }), format.wire, stream);
      yield* stream.read();
    } finally {
      signal.removeEventListener('abort', stop);
      this.speaking.delete(mouth);
      // What it would still say nobody wants to hear; it cannot be told to be quiet in time.
      if (!stream.isFinished) mouth.close();
      this.pool.give(mouth);
    }
  }

  private mayTryAgain(error: unknown, voice: string, language: string): boolean {
    if (!(error instanceof ProviderError)) return false;
    if (error.fault === 'protocol') return this.voices.turnedDown(voice, language);
    return error.retryable || error.fault === 'auth';
  }
}
