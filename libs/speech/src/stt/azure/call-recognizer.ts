import { sdk } from '../../azure/speech-sdk';
import { OneConnection } from '../../azure/one-connection';
import { RecognitionMode } from '../../azure/sdk-internals';
import type {
  IAuthentication,
  IConnectionFactory,
  RecognizerConfig,
  ServiceRecognizerBase,
  SpeechServiceConfig,
} from '../../azure/sdk-internals';

/** The SDK's recogniser, with hold of its connection. */
export class CallRecognizer extends sdk.SpeechRecognizer {
  // Set while the base class constructs, so without an initialiser of their own.
  declare readonly connection: OneConnection<RecognizerConfig>;
  declare private readonly service: ServiceRecognizerBase;

  /** Resolves when the connection is open. @throws string or Error as the SDK does */
  connect(): Promise<void> {
    return this.service.connect();
  }

  /** Ends everything at once; nothing is told any more. Resolves when the socket is closed. */
  async end(): Promise<void> {
    this.connection.mute();
    // The SDK's own `close` would first stop in order, which takes as long as the service likes.
    void this.service.dispose().catch(() => undefined);
    await this.connection.dispose();
  }

  protected override createRecognizerConfig(speechConfig: SpeechServiceConfig): RecognizerConfig {
    const config = super.createRecognizerConfig(speechConfig);
    // A connection that is opened before its recognition would go by the path for single sentences.
    config.recognitionMode = RecognitionMode.Conversation;
    return config;
  }

  protected override createServiceRecognizer(
    authentication: IAuthentication,
    connections: IConnectionFactory,
    audio: sdk.AudioConfig,
    config: RecognizerConfig,
  ): ServiceRecognizerBase {
    const connection = new OneConnection(connections);
    const service = super.createServiceRecognizer(authentication, connection, audio, config);
    Object.assign(this, { connection, service });
    return service;
  }
}
