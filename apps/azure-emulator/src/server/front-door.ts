import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

export interface Doors {
  http(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** The one port of the emulator, and every socket that came in by it. */
export class FrontDoor {
  private readonly server: Server;
  private readonly sockets = new Set<Duplex>();

  constructor(doors: Doors) {
    this.server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://emulator');
      doors.http(request, response, url).catch((error: unknown) => fail(response, error));
    });
    this.server.on('connection', socket => this.mind(socket));
    this.server.on('upgrade', (request, socket, head) => {
      // A client may be gone before it is answered.
      socket.on('error', () => socket.destroy());
      doors.upgrade(request, socket, head);
    });
    // A stalled answer keeps its socket for as long as the client waits.
    this.server.keepAliveTimeout = 60_000;
    this.server.requestTimeout = 0;
  }

  /** @returns the port. @throws Error where it cannot listen */
  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Sockets that are open. */
  get open(): number {
    return this.sockets.size;
  }

  /** Resolves when no socket is left; those that wait for an answer are cut. */
  async close(): Promise<void> {
    const closed = [new Promise(resolve => this.server.close(resolve))];
    for (const socket of this.sockets) {
      closed.push(new Promise(resolve => socket.once('close', resolve)));
      socket.destroy();
    }
    await Promise.all(closed);
  }

  private mind(socket: Duplex): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
  }
}

/** A mistake of the emulator itself, or a client that went away while it was asking. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  response.writeHead(500, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
}
