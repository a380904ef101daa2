import { once } from 'node:events';
import { WebSocket } from 'ws';
import { startFloor } from '../../load/processes/floor';
import { inWords } from './frame-step';
import { messagesOf } from './material';
import type { InputFormat } from '@app/protocol';

const CALLS = 50;
const WARM_UP = 10_000;
const FRAMES = 60_000;

/** CPU of a bare `ws` server for a frame that it receives and one as large that it sends, over the loopback. */
export interface FloorCost {
  readonly format: string;
  readonly us: number;
}

/**
 * Each call has one frame under way, as calls have that send one every 20 ms: had they more, the kernel would hand over
 * several at a time, which no real call is given.
 */
export async function floorOf(format: InputFormat): Promise<FloorCost> {
  const messages = messagesOf(format);
  const bytes = Math.round(messages.reduce((sum, { length }) => sum + length, 0) / messages.length);
  const server = await startFloor(1, bytes);
  const frame = Buffer.alloc(bytes);
  const sockets = await Promise.all(Array.from({ length: CALLS }, () => connected(server.url)));
  try {
    await exchange(sockets, frame, WARM_UP);
    const before = server.usage()?.cpuS ?? Number.NaN;
    await exchange(sockets, frame, FRAMES);
    const after = server.usage()?.cpuS ?? Number.NaN;
    return { format: inWords(format), us: ((after - before) * 1e6) / FRAMES };
  } finally {
    for (const socket of sockets) socket.terminate();
    await server.stop();
  }
}

async function connected(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  // What it says first is no frame.
  await once(socket, 'message');
  return socket;
}

/** Every frame that comes back is answered by the next, until so many have. */
function exchange(sockets: readonly WebSocket[], frame: Buffer, times: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let back = 0;
    const send = (socket: WebSocket): void => {
      if (sent++ < times) socket.send(frame, { binary: true });
    };
    for (const socket of sockets) {
      socket.removeAllListeners('message');
      socket.on('message', () => {
        if (++back === times) resolve();
        else send(socket);
      });
      socket.once('error', reject);
      send(socket);
    }
  });
}
