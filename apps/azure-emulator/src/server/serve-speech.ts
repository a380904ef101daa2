import type { RawData, WebSocket } from 'ws';
import { SsmlError } from '../text-to-speech/ssml';
import { parseBinary } from '../wire/binary-message';
import { WireError } from '../wire/speech-message';
import type { SpeechMessage } from '../wire/speech-message';
import { parseText } from '../wire/text-message';
import type { Emulation } from './emulation';
import { SpeechPeer } from './speech-peer';
import type { Visit } from './speech-peer';

/** A close reason has at most 123 bytes (RFC 6455, section 5.5). */
const LONGEST_REASON = 120;

/** Recognition or synthesis on one connection. */
interface SpeechService {
  /** @throws WireError or SsmlError for what ends the connection */
  take(message: SpeechMessage): void;
  close(): void;
}

/** Serves one WebSocket until it is closed; then nothing of it is left. */
export function serveSpeech(
  socket: WebSocket,
  visit: Visit,
  emulation: Emulation,
  make: (peer: SpeechPeer) => SpeechService,
): void {
  const peer = new SpeechPeer(visit, emulation, {
    send: data => socket.send(data),
    close: (code, reason) => socket.close(code, reason),
    cut: () => socket.terminate(),
  });
  const serving = make(peer);
  socket.on('message', (data, isBinary) => receive(peer, serving, data, isBinary));
  // A client that breaks the protocol of WebSockets is cut off by the library; `close` follows.
  socket.on('error', error => peer.log('spoiled', null, { why: error.message }));
  socket.on('close', (code, reason) => {
    serving.close();
    peer.timers.close();
    peer.log('closed', null, { code, reason: reason.toString() });
  });
}

function receive(peer: SpeechPeer, serving: SpeechService, data: RawData, isBinary: boolean): void {
  const bytes = data as Buffer;
  try {
    serving.take(isBinary ? parseBinary(bytes) : parseText(bytes.toString('utf8')));
  } catch (error) {
    if (!(error instanceof WireError || error instanceof SsmlError)) throw error;
    peer.log('spoiled', null, { why: error.message });
    peer.close(1007, error.message.slice(0, LONGEST_REASON));
  }
}
