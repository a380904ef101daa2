import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import type { ClientOptions } from 'openai';
import { PlainResponse } from './plain-response';

/** Node's own fetch lets go of a connection after 4 s, which is between any two turns of a call. */
const IDLE_MS = 60_000;
const CONNECT_MS = 3_000;

/** What the SDK asks with. */
type AskInit = Pick<Dispatcher.RequestOptions, 'method' | 'headers' | 'body' | 'signal'>;

/** Connections to one service that stay open from turn to turn: a new one costs two or three round trips. */
export class ConnectionPool {
  private readonly agent = new Agent({
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: 10 * IDLE_MS,
    connect: { timeout: CONNECT_MS },
    // How long an answer may take is watched where it is read: by token, not by byte.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  /** What a client of the SDK needs in order to go through this pool. */
  get clientOptions(): Pick<ClientOptions, 'fetch'> {
    // It stands for as much of the standard as the SDK asks for: requests of text, answers that are read once.
    return { fetch: this.ask as unknown as NonNullable<ClientOptions['fetch']> };
  }

  /** Cuts what is under way. Idempotent. */
  async close(): Promise<void> {
    if (!this.agent.destroyed) await this.agent.destroy();
  }

  /** @throws the signal's reason, or what the connection failed with */
  private readonly ask = async (address: string, init: AskInit): Promise<PlainResponse> => {
    const { origin, pathname, search } = new URL(address);
    const answer = await this.agent.request({ ...init, origin, path: pathname + search });
    return new PlainResponse(answer, address);
  };
}
