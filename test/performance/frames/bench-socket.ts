import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import type { WebSocket } from 'ws';

/** Where the socket would be: messages come out of nowhere, and what is sent is counted. */
export class BenchSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly CLOSED = 3;
  readonly bufferedAmount = 0;
  readyState: number = this.OPEN;
  binarySent = 0;
  /** Where the messages would be written to: it is only held back and let go. */
  readonly wire = new Writable();

  /** What a connection uses of a socket is what this has. */
  get asSocket(): WebSocket {
    return this as unknown as WebSocket;
  }

  send(message: string | Uint8Array): void {
    if (typeof message !== 'string') this.binarySent++;
  }

  close(): void {
    this.readyState = this.CLOSED;
    this.emit('close');
  }

  terminate(): void {
    this.close();
  }
}
