import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Logger } from '@nestjs/common';
import type { INestApplicationContext } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import type { WebSocket, WebSocketServer } from 'ws';
import { dropWhatFollowsBrokenFrames } from '../doors/errored-receivers';
import { refuse } from './refuse';
import type { Refusal } from './refuse';

/** What a door lets through: handed to the gateway with the socket. */
export interface Admitted {
  /** The socket was not opened after all: give back what was reserved. */
  release(): void;
}

/** Stands before one path: decides on an upgrade before it happens. */
export interface Door {
  readonly path: string;
  /** It stands before everything below its path, too. */
  readonly below?: boolean;
  admit(request: IncomingMessage): Promise<{ readonly admitted: Admitted } | { readonly refusal: Refusal }>;
}

const leadsTo = ({ path, below = false }: Door, asked: string): boolean =>
  asked === path || (below && asked.startsWith(`${path}/`));

/**
 * Nest's adapter for ws, with the upgrade in our own hands: the path is read, the caller authenticated and admitted
 * while the answer can still be an HTTP status. Messages are not routed here: a connection reads its own socket.
 */
export class UpgradeRouter extends WsAdapter {
  private readonly log = new Logger(UpgradeRouter.name);

  constructor(
    app: INestApplicationContext,
    private readonly doors: readonly Door[],
    private readonly threshold: { refusalFor(request: IncomingMessage): Promise<Refusal | null> },
    private readonly onRefused: (code: string) => void = () => undefined,
  ) {
    super(app);
    dropWhatFollowsBrokenFrames();
  }

  override bindMessageHandlers(): void {}

  protected override ensureHttpServerExists(port: number, httpServer?: Server): Server | undefined {
    if (!httpServer || this.httpServersRegistry.has(port)) return undefined;
    this.httpServersRegistry.set(port, httpServer);
    httpServer.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      this.route(port, request, socket, head).catch((error: unknown) => {
        this.log.error('an upgrade failed', error);
        this.refuse(socket, { status: 500, code: 'internal', message: 'the connection could not be opened' });
      });
    });
    return httpServer;
  }

  private async route(port: number, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const door = this.doors.find(each => leadsTo(each, path));
    const servers = (this.wsServersRegistry.get(port) ?? []) as (WebSocketServer & {
      readonly path: string;
    })[];
    const server = servers.find(each => each.path === door?.path);
    if (!door || !server) {
      return this.refuse(socket, {
        status: 404,
        code: 'unknown_path',
        message: 'nothing listens on this path',
      });
    }
    const refusal = await this.threshold.refusalFor(request);
    if (refusal) return this.refuse(socket, refusal);
    const decision = await door.admit(request);
    if ('refusal' in decision) return this.refuse(socket, decision.refusal);
    if (socket.destroyed) return decision.admitted.release();
    this.open(server, request, socket, head, decision.admitted);
  }

  private refuse(socket: Duplex, refusal: Refusal): void {
    this.onRefused(refusal.code);
    refuse(socket, refusal);
  }

  private open(
    server: WebSocketServer,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    admitted: Admitted,
  ): void {
    const lost = (): void => admitted.release();
    socket.once('close', lost);
    server.handleUpgrade(request, socket, head, (client: WebSocket) => {
      socket.off('close', lost);
      server.emit('connection', client, request, admitted);
    });
  }
}
