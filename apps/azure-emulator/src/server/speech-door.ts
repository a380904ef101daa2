import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Millis } from '@app/core';
import { usualDelay } from '../control/settings';
import { RecognitionService } from '../speech-to-text/recognition-service';
import type { Recognizer } from '../speech-to-text/recognizer';
import type { SpeechStore } from '../text-to-speech/speech-store';
import { SynthesisService } from '../text-to-speech/synthesis-service';
import { credentialsOf, scrubbedHeaders, scrubbedQuery } from '../wire/credentials';
import type { Emulation } from './emulation';
import { refuse } from './refusal';
import { serveSpeech } from './serve-speech';
import type { Visit } from './speech-peer';
import { speechPath } from './speech-path';
import { Timers } from './timers';

const MOST_BYTES = 16 << 20;

/** A Speech connection that is open, for the control API. */
export interface OpenConnection {
  readonly id: string;
  readonly service: 'stt' | 'tts';
  /** As the client calls it: the SDK keeps the name when it connects anew. */
  readonly clientId: string | null;
  readonly path: string;
  readonly openedAt: Millis;
}

/** The door of the Speech service: who comes in, and what goes wrong at the handshake. */
export class SpeechDoor {
  private readonly server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MOST_BYTES,
  });
  private readonly connections = new Map<string, OpenConnection & { readonly socket: WebSocket }>();
  /** Sockets whose handshake is never answered. */
  private readonly hanging = new Map<string, Duplex>();
  private readonly count = { stt: 0, tts: 0 };

  constructor(
    private readonly emulation: Emulation,
    private readonly keys: readonly string[],
    private readonly recognizer: Recognizer,
    private readonly store: SpeechStore,
  ) {}

  get open(): readonly OpenConnection[] {
    return [...this.connections.values()].map(({ socket: _, ...connection }) => connection);
  }

  /** Connections that were asked for since the start. */
  get asked(): Readonly<Record<'stt' | 'tts', number>> {
    return this.count;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://emulator');
    const service = speechPath(url.pathname);
    if (!service) return refuse(socket, 404);
    const connection = `${service}-${++this.count[service]}`;
    const visit: Visit = { connection, service, path: url.pathname, query: url.searchParams };
    const log = (event: string, detail: object): void =>
      this.emulation.log.add({ service, connection, request: null, event, detail });
    log('handshake', {
      path: url.pathname,
      query: scrubbedQuery(url.searchParams),
      headers: scrubbedHeaders(request.headers),
    });
    const unmind = endsWithItsClient(socket);
    const status = this.turnedAway(request, visit, socket);
    if (status === 'no answer') return;
    const { clock, faults, settings } = this.emulation;
    const timers = new Timers(clock);
    socket.once('close', () => timers.close());
    timers.after(faults.delay('handshake', usualDelay(settings, 'handshake'), visit), () => {
      if (status === null) {
        unmind();
        return this.server.handleUpgrade(request, socket, head, ws => this.serve(ws, visit));
      }
      log('refused', { status: status.status });
      refuse(socket, status.status, status.headers);
    });
  }

  /** @returns whether there was such a connection */
  disconnect(id: string, code: number): boolean {
    const socket = this.connections.get(id)?.socket;
    const hanging = this.hanging.get(id);
    hanging?.destroy();
    if (code === 1006) socket?.terminate();
    else socket?.close(code);
    return (socket ?? hanging) !== undefined;
  }

  close(): void {
    for (const client of this.server.clients) client.terminate();
    this.server.close();
  }

  /** @returns null where it may come in */
  private turnedAway(
    request: IncomingMessage,
    visit: Visit,
    socket: Duplex,
  ): { readonly status: number; readonly headers: Record<string, string> } | 'no answer' | null {
    const [fault] = this.emulation.faults.claim('door', visit);
    if (fault?.kind === 'hang') {
      this.hanging.set(visit.connection, socket);
      socket.once('close', () => this.hanging.delete(visit.connection));
      return 'no answer';
    }
    if (fault?.kind === 'refuse') {
      socket.destroy();
      return 'no answer';
    }
    if (fault?.kind === 'status') {
      const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
      return { status: fault.status, headers: headers };
    }
    const given = credentialsOf(request.headers, visit.query);
    const known = given && (this.keys.length === 0 || this.keys.includes(given.value));
    return known ? null : { status: 401, headers: {} };
  }

  private serve(socket: WebSocket, visit: Visit): void {
    const { connection: id, service, path, query } = visit;
    const clientId = query.get('X-ConnectionId');
    const openedAt = this.emulation.clock.now();
    this.connections.set(id, { id, service, clientId, path, openedAt, socket });
    socket.once('close', () => this.connections.delete(id));
    serveSpeech(socket, visit, this.emulation, peer =>
      service === 'stt'
        ? new RecognitionService(peer, this.recognizer)
        : new SynthesisService(peer, this.store),
    );
  }
}

/**
 * Until there is a WebSocket nobody reads, and so nobody would hear that the client is gone: the socket would stay half
 * open for ever.
 * @returns stops it
 */
function endsWithItsClient(socket: Duplex): () => void {
  const end = (): void => void socket.destroy();
  socket.once('end', end).resume();
  return () => void socket.off('end', end);
}
