import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

/** Of the frames that come, so many are answered by one. */
const share = Number(process.argv[2]);
const frame = Buffer.alloc(Number(process.argv[3]));

const opening = {
  type: 'session_started',
  callId: 'floor',
  timestamp: 0,
  seq: 1,
  data: { protocolVersion: 1, sessionId: 'floor', resumeToken: null, resumed: false },
};

/** The least that such calls cost: frames are received and sent, and nothing is done with them. */
function answer(socket: WebSocket): void {
  let owed = 0;
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary && data.includes('end_call')) return socket.close(1000);
    owed += share;
    if (owed < 1) return;
    owed--;
    socket.send(frame, { binary: true, compress: false });
  });
  socket.on('error', () => socket.terminate());
  socket.send(JSON.stringify(opening));
}

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('connection', answer);
server.once('listening', () => {
  process.stdout.write(`floor on ${(server.address() as AddressInfo).port}\n`);
});
