import { systemClock } from '@app/core';
import type { Clock } from '@app/core';
import { ControlPanel } from './control/control-panel';
import type { HeardByOrder } from './control/control-panel';
import { CONTROL_PATH, control } from './control/control-routes';
import { Recordings } from './control/recordings';
import { RequestLog } from './control/request-log';
import { usualSettings } from './control/settings';
import { usualOptions } from './emulator-options';
import type { EmulatorOptions } from './emulator-options';
import { FaultPlan } from './faults/fault-plan';
import { seededRandom } from './faults/random';
import { ApiDoor } from './openai/api-door';
import { ChatService } from './openai/chat-service';
import type { Emulation } from './server/emulation';
import { FrontDoor } from './server/front-door';
import { SpeechDoor } from './server/speech-door';
import { EmbeddedRecognizer } from './speech-to-text/embedded-recognizer';
import { FixtureRecognizer } from './speech-to-text/fixture-recognizer';
import type { Recognizer } from './speech-to-text/recognizer';
import { SaidFirst } from './speech-to-text/said-first';
import { SaidQueue } from './speech-to-text/said-queue';
import { TrackRecognizer } from './speech-to-text/track/track-recognizer';
import { FliteVoice } from './text-to-speech/flite-voice';
import { PlainVoice } from './text-to-speech/plain-voice';
import { SpeechStore } from './text-to-speech/speech-store';

/** Azure Speech and Azure OpenAI on one port of this machine. */
export class AzureEmulator {
  private closing: Promise<void> | null = null;

  private constructor(
    private readonly front: FrontDoor,
    private readonly speech: SpeechDoor,
    private readonly recognizer: Recognizer,
    private readonly store: SpeechStore,
    private readonly host: string,
    readonly port: number,
    /** What it hears, says and does wrong, and what it was sent. */
    readonly control: ControlPanel,
  ) {}

  /** Resolves when it answers. @throws Error where the port is taken or an engine does not start */
  static async start(
    wanted: Partial<EmulatorOptions> = {},
    clock: Clock = systemClock,
  ): Promise<AzureEmulator> {
    const options = { ...usualOptions, ...wanted };
    const usual = { ...usualSettings, ...options.settings };
    const emulation = emulationOf(options, { ...usual }, clock);
    const heard = heardBy(emulation);
    const panel = new ControlPanel(emulation, heard, usual, options.scenario);
    const recognizer = new SaidFirst(heard.said, await recognizerOf(options, heard));
    const store = new SpeechStore(
      options.voice === 'flite' ? new FliteVoice() : new PlainVoice(options.voice),
    );
    const speech = new SpeechDoor(emulation, options.keys, recognizer, store);
    const api = new ApiDoor(emulation, options, new ChatService(() => panel.replies));
    panel.watch(speech, () => api.requests);
    const front = new FrontDoor({
      http: (request, response, url) =>
        url.pathname === CONTROL_PATH || url.pathname.startsWith(`${CONTROL_PATH}/`)
          ? control(panel, request, response, url)
          : api.handle(request, response, url),
      upgrade: (request, socket, head) => speech.upgrade(request, socket, head),
    });
    try {
      const port = await front.listen(options.port, options.host);
      return new AzureEmulator(front, speech, recognizer, store, options.host, port, panel);
    } catch (error) {
      await Promise.all([recognizer.close(), store.close()]);
      throw error;
    }
  }

  /** For the Speech SDK's `fromHost`, and AZURE_SPEECH_ENDPOINT. */
  get speechHost(): string {
    return `ws://${this.host}:${this.port}`;
  }

  /** For AzureOpenAI's `endpoint`, and AZURE_OPENAI_ENDPOINT. */
  get openAiEndpoint(): string {
    return `http://${this.host}:${this.port}`;
  }

  get controlUrl(): string {
    return `http://${this.host}:${this.port}${CONTROL_PATH}`;
  }

  /** Sockets of all kinds that are open. */
  get sockets(): number {
    return this.front.open;
  }

  /** Resolves when no socket, timer or thread is left. Idempotent. */
  async close(): Promise<void> {
    this.closing ??= this.end();
    await this.closing;
  }

  private async end(): Promise<void> {
    this.speech.close();
    await this.front.close();
    await Promise.all([this.recognizer.close(), this.store.close()]);
  }
}

function emulationOf(options: EmulatorOptions, settings: Emulation['settings'], clock: Clock): Emulation {
  const log = new RequestLog(clock, options.logSize);
  const faults = new FaultPlan(clock, seededRandom(options.seed), ({ id, fault }, { service, connection }) =>
    log.add({ service, connection, request: null, event: 'fault', detail: { rule: id, ...fault } }),
  );
  return { clock, settings, faults, log, recordings: new Recordings(options.keepAudioMs) };
}

function heardBy({ log }: Emulation): HeardByOrder {
  const fixtures = new FixtureRecognizer((digest, { connection, sampleRate }) =>
    log.add({ service: 'stt', connection, request: null, event: 'digest', detail: { digest, sampleRate } }),
  );
  return { said: new SaidQueue(), fixtures, track: new TrackRecognizer() };
}

async function recognizerOf(
  { recognizer, embeddedPhrases }: EmulatorOptions,
  heard: HeardByOrder,
): Promise<Recognizer> {
  if (recognizer !== 'embedded') return heard[recognizer];
  return EmbeddedRecognizer.start(embeddedPhrases, () => undefined);
}
