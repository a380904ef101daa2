import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { bytesFromPcm, pcmFromBytes, rms } from '@app/audio';
import type { ClientMessage, RefusalBody, ServerMessageNamed, ServerMessageType } from '@app/protocol';

/** How the tiny service behaves. */
export interface Manners {
  /** Its answers stay text. */
  readonly mute?: boolean;
  /** It ends the call itself after its first answer. */
  readonly hangsUp?: boolean;
}

const FRAME = 320;
/** Half a second of the assistant, each sample the same: easy to find again in a recording. */
export const ASSISTANT_SAMPLE = 5000;
const ANSWER_FRAMES = 25;

/** Speaks the protocol with one caller at a time: a pause after sound is a turn, every turn gets the same answer. */
export class TinyService {
  readonly requests: IncomingMessage[] = [];
  readonly messages: ClientMessage[] = [];
  readonly refusals: { status: number; body: RefusalBody }[] = [];
  private readonly http: Server = createServer();
  private readonly sockets = new WebSocketServer({ noServer: true });

  constructor(private readonly manners: Manners = {}) {}

  async listen(): Promise<string> {
    this.http.on('upgrade', (request, socket, head) => {
      this.requests.push(request);
      const refusal = this.refusals.shift();
      if (!refusal) return this.sockets.handleUpgrade(request, socket, head, client => this.serve(client));
      const body = JSON.stringify(refusal.body);
      const headers = `content-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close`;
      socket.end(`HTTP/1.1 ${refusal.status} No\r\n${headers}\r\n\r\n${body}`);
    });
    await new Promise<void>(resolve => this.http.listen(0, '127.0.0.1', resolve));
    return `ws://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const client of this.sockets.clients) client.terminate();
    await new Promise(resolve => this.http.close(resolve));
  }

  private serve(client: WebSocket): void {
    const call = new TinyCall(client, this.manners);
    client.on('message', (data: Buffer, isBinary) => {
      if (isBinary) return call.hear(pcmFromBytes(data));
      const message = JSON.parse(data.toString()) as ClientMessage;
      this.messages.push(message);
      if (message.type === 'end_call') call.end('caller');
    });
  }
}

class TinyCall {
  private seq = 0;
  private frames = 0;
  private turn = 0;
  private speaking = false;

  constructor(
    private readonly client: WebSocket,
    private readonly manners: Manners,
  ) {
    this.tell('session_started', {
      protocolVersion: 1,
      sessionId: 's-1',
      resumeToken: null,
      resumed: false,
      audioIn: { encoding: 'pcm16', sampleRate: 16_000 },
      audioOut: { encoding: 'pcm16', sampleRate: 16_000 },
      limits: { maxMessageBytes: 262_144, maxChunkMs: 1000, idleTimeoutMs: 0, playoutBufferMs: 1000 },
    });
  }

  hear(pcm: Int16Array): void {
    const at = this.frames++ * 20;
    const loud = rms(pcm) > 0.01;
    if (loud === this.speaking) return;
    this.speaking = loud;
    if (loud) this.interrupted(at);
    else this.answer(at);
  }

  end(reason: 'caller' | 'assistant'): void {
    const latencies = { firstAudioMs: [], endpointingMs: [] };
    const report = {
      durationMs: this.frames * 20,
      turns: this.turn,
      interruptions: 0,
      cacheHits: 0,
      latencies,
    };
    this.tell('session_ended', { reason, report });
    this.client.close(1000);
  }

  private interrupted(at: number): void {
    this.tell('speech_started', { at });
    if (this.turn > 0) this.tell('audio_clear', { turnId: `t:${this.turn}`, heardMs: 200, heardText: 'No' });
  }

  private answer(at: number): void {
    const { mute = false, hangsUp = false } = this.manners;
    this.tell('speech_stopped', { at });
    const heard = { text: 'hello', confidence: 0.8, language: 'en-US', startMs: 0, endMs: at };
    this.tell('transcript', { ...heard, isFinal: true });
    this.tell('processing_status', { stage: 'speech_to_text', queueSize: 1, processingLatency: 12 });
    this.tell('ai_response', {
      text: 'No, thank you.',
      shouldTerminate: hangsUp,
      confidence: 0.8,
      processingLatency: 30,
      turnId: `t:${++this.turn}`,
      part: 0,
      isLast: true,
      source: 'script',
    });
    const frame = bytesFromPcm(new Int16Array(FRAME).fill(ASSISTANT_SAMPLE));
    if (!mute) for (let sent = 0; sent < ANSWER_FRAMES; sent++) this.client.send(frame, { binary: true });
    this.tell('processing_status', { stage: 'completed', queueSize: 0, processingLatency: 530 });
    if (hangsUp) this.end('assistant');
  }

  private tell<Type extends ServerMessageType>(type: Type, data: ServerMessageNamed<Type>['data']): void {
    this.client.send(JSON.stringify({ type, callId: 'call-1', timestamp: 0, seq: ++this.seq, data }));
  }
}
