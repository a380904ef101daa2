import { OneConnection } from '../../azure/one-connection';
import { AudioOutputFormatImpl } from '../../azure/sdk-internals';
import type {
  IAuthentication,
  ISynthesisConnectionFactory,
  SynthesisAdapterBase,
  SynthesizerConfig,
} from '../../azure/sdk-internals';
import { sdk } from '../../azure/speech-sdk';

/** The SDK's synthesiser, with hold of its connection. */
export class HeldSynthesizer extends sdk.SpeechSynthesizer {
  // Set while the base class constructs, so without an initialiser of their own.
  declare readonly connection: OneConnection<SynthesizerConfig>;
  declare private readonly adapter: SynthesisAdapterBase;

  constructor(config: sdk.SpeechConfig) {
    // Without a destination of its own it would look for a loudspeaker.
    super(config, null);
  }

  /** Resolves when the connection is open. @throws string or Error as the SDK does */
  connect(): Promise<void> {
    return this.adapter.connect();
  }

  /** Of what is spoken from now on. */
  set format(format: sdk.SpeechSynthesisOutputFormat) {
    this.adapter.audioOutputFormat = AudioOutputFormatImpl.fromSpeechSynthesisOutputFormat(format);
  }

  /** Ends everything at once; nothing is told any more. Resolves when the socket is closed. */
  async end(): Promise<void> {
    this.connection.mute();
    void this.adapter.dispose().catch(() => undefined);
    await this.connection.dispose();
  }

  protected override createSynthesisAdapter(
    authentication: IAuthentication,
    connections: ISynthesisConnectionFactory,
    config: SynthesizerConfig,
  ): SynthesisAdapterBase {
    const connection = new OneConnection(connections);
    const adapter = super.createSynthesisAdapter(authentication, connection, config);
    Object.assign(this, { connection, adapter });
    return adapter;
  }
}
