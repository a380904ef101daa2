import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** The same for a TLS socket and the one beneath it. */
const nameOf = (socket: Socket): string => `${socket.remoteAddress ?? ''}:${socket.remotePort ?? ''}`;

/**
 * Sockets from which no whole request has come yet. There may be so many of them; then the one that has waited longest is
 * cut, so that who connects to say nothing shuts out others like him before anybody else.
 */
export class UnfinishedSockets {
  private readonly waiting = new Map<string, Socket>();

  constructor(private readonly most: number) {}

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => this.add(socket));
    const done = ({ socket }: IncomingMessage): void => void this.waiting.delete(nameOf(socket));
    server.prependListener('request', done);
    server.prependListener('upgrade', done);
  }

  get size(): number {
    return this.waiting.size;
  }

  private add(socket: Socket): void {
    const name = nameOf(socket);
    this.waiting.set(name, socket);
    socket.once('close', () => {
      if (this.waiting.get(name) === socket) this.waiting.delete(name);
    });
    if (this.waiting.size <= this.most) return;
    const [oldest] = this.waiting;
    if (!oldest) return;
    this.waiting.delete(oldest[0]);
    oldest[1].destroy();
  }
}
