import type {
  ClientMessage,
  ServerMessageType,
  SessionStartedMessage,
  SessionUpdateMessage,
} from '@app/protocol';
import type { CallClient, CallClosed, CallEvents } from './call-client';
import type { CallOptions } from './call-options';
import { Listeners } from './listeners';
import { Outbox } from './outbox';
import type { ReadyAudio } from './ready-audio';
import { reconnect } from './reconnect';

export interface ResumingOptions extends CallOptions {
  /** How long a lost call is tried to be resumed, ms. */
  readonly resumeWithinMs?: number;
}

/** Everything of a call, and `resumed` with the session of each new connection. */
export type ResumingEvents = CallEvents & { resumed: SessionStartedMessage['data'] };

const RESUME_WITHIN_MS = 30_000;

/** The connection is gone and the call is not: the socket was cut, or the server goes away. */
const LOST: ReadonlySet<number> = new Set([1001, 1005, 1006, 1012]);

/**
 * A call that outlives its connections: where one is lost, the call is resumed, at any of the addresses. What is sent
 * meanwhile is kept, audio for some seconds; what a lost connection may not have taken is sent again.
 */
export class ResumingCall {
  /** The call is over, or could not be resumed: then with the close of the last connection. Never rejects. */
  readonly closed: Promise<CallClosed>;
  private readonly listeners = new Listeners<ResumingEvents>();
  private readonly outbox = new Outbox();
  private resolveClosed!: (closed: CallClosed) => void;
  private client: CallClient | null = null;
  private ending = false;

  private constructor(
    private readonly bases: readonly (string | URL)[],
    private readonly options: ResumingOptions,
    first: CallClient,
  ) {
    this.closed = new Promise(resolve => (this.resolveClosed = resolve));
    this.use(first);
  }

  /** @throws as `connect` does, for the first connection */
  static async open(
    base: string | URL | readonly (string | URL)[],
    options: ResumingOptions = {},
  ): Promise<ResumingCall> {
    const bases = typeof base === 'string' || base instanceof URL ? [base] : base;
    const first = await reconnect({ bases, options, withinMs: 0 });
    const call = new ResumingCall(bases, options, first);
    setImmediate(() => call.listeners.release());
    return call;
  }

  /** Of the newest connection. */
  session!: SessionStartedMessage['data'];

  /** @returns how to stop listening */
  on<Name extends keyof ResumingEvents>(
    name: Name,
    listener: (event: ResumingEvents[Name]) => void,
  ): () => void {
    return this.listeners.on(name, listener);
  }

  /** The next message of a type that fits, on whichever connection; rejects when the call is over first. */
  next<Type extends ServerMessageType>(
    type: Type,
    fits: (message: ResumingEvents[Type]) => boolean = () => true,
  ): Promise<ResumingEvents[Type]> {
    return new Promise((resolve, reject) => {
      const stop = this.on(type, message => {
        if (!fits(message)) return;
        stop();
        resolve(message);
      });
      void this.closed.then(({ code, reason }) => {
        stop();
        reject(new Error(`closed with ${code} ${reason} while waiting for ${type}`));
      });
    });
  }

  sendAudio(data: Uint8Array): void {
    if (this.client) this.client.sendAudio(data);
    else this.outbox.keepAudio(data);
  }

  /** The same of what `readyAudio` made. */
  sendReady(audio: ReadyAudio): void {
    if (this.client) this.client.sendReady(audio);
    else this.outbox.keepAudio(audio.data);
  }

  text(text: string): void {
    this.send({ type: 'text_input', text });
  }

  update(settings: Omit<SessionUpdateMessage, 'type' | 'callId' | 'timestamp'>): void {
    this.send({ type: 'session_update', ...settings });
  }

  send(message: ClientMessage): void {
    const receipt = this.outbox.keep(message);
    this.client?.send(message);
    if (receipt) this.client?.send(receipt);
  }

  /** Hangs up. */
  end(reason?: string): Promise<CallClosed> {
    this.ending = true;
    this.send({ type: 'end_call', ...(reason !== undefined && { reason }) });
    return this.closed;
  }

  /** Breaks the connection off without a word, as a lost network would. */
  vanish(): void {
    this.client?.vanish();
  }

  private use(client: CallClient): void {
    this.client = client;
    this.session = client.session;
    client.on('message', message => {
      if (message.type === 'heartbeat' && this.outbox.taken(message.data.eventId)) return;
      this.listeners.tell('message', message);
      this.listeners.tell(message.type, message);
    });
    client.on('audio', audio => this.listeners.tell('audio', audio));
    const { messages, audio } = this.outbox.unsent();
    for (const message of messages) client.send(message);
    for (const data of audio) client.sendAudio(data);
    void client.closed.then(closed => this.lost(closed));
  }

  private async lost(closed: CallClosed): Promise<void> {
    this.client = null;
    const { resumeToken } = this.session;
    if (this.ending || resumeToken === null || !LOST.has(closed.code)) return this.finish(closed);
    const { resumeWithinMs = RESUME_WITHIN_MS, ...options } = this.options;
    try {
      const resume = { ...options, resume: resumeToken };
      const client = await reconnect({ bases: this.bases, options: resume, withinMs: resumeWithinMs });
      this.use(client);
      this.listeners.tell('resumed', client.session);
    } catch {
      this.finish(closed);
    }
  }

  private finish(closed: CallClosed): void {
    this.listeners.release();
    this.resolveClosed(closed);
  }
}
