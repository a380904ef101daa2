import { ConnectionClosedEvent, ConnectionMessageReceivedEvent } from './sdk-internals';
import type { ConnectionMessage, IAuthentication, IConnection } from './sdk-internals';

type AuthInfo = Awaited<ReturnType<IAuthentication['fetch']>>;

/** The SDK's factories of connections, of recognisers and of synthesisers. */
export interface ConnectionFactory<Config> {
  create(config: Config, auth: AuthInfo, id?: string): Promise<IConnection>;
}

/**
 * Gives a recogniser or a synthesiser one connection in its life. Left alone, the SDK would connect anew by itself, a
 * recogniser five times at once, and behind our back; here whoever owns it is told and decides, with backoff and maybe
 * another region.
 */
export class OneConnection<Config> implements ConnectionFactory<Config> {
  /** Told once when a connection that was open is so no more. @see RFC 6455, 7.4 for the codes */
  closed: (code: number) => void = () => undefined;
  /** Told when the service ends its turn, before the SDK makes anything of it: it would begin another by itself. */
  turnEnded: () => void = () => undefined;
  private connection: IConnection | null = null;
  private used = false;

  constructor(private readonly factory: ConnectionFactory<Config>) {}

  async create(config: Config, auth: AuthInfo, id?: string): Promise<IConnection> {
    if (this.used) throw new Error('it connects once');
    this.used = true;
    this.connection = await this.factory.create(config, auth, id);
    this.connection.events.attach(event => {
      if (event instanceof ConnectionClosedEvent) this.closed(event.statusCode);
      else if (event instanceof ConnectionMessageReceivedEvent && pathOf(event.message) === 'turn.end')
        this.turnEnded();
    });
    return this.connection;
  }

  /** Nothing is told any more. */
  mute(): void {
    this.closed = this.turnEnded = () => undefined;
  }

  /** Ends it, also while its handshake is not answered. Resolves when the socket is closed; then none is opened. */
  async dispose(): Promise<void> {
    this.used = true;
    await this.connection?.dispose();
  }
}

const pathOf = ({ headers }: ConnectionMessage): string | undefined => headers['path']?.toLowerCase();
