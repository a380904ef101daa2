import { closeCodes, isErrorCode } from '@app/protocol';
import type { ServerMessage } from '@app/protocol';
import { WebSocket } from 'ws';
import type { Mutant } from './mutate';
import { published } from './schemas';

/** WebSocket's own (RFC 6455): bytes in a text frame that are no UTF-8. */
const NOT_UTF8 = 1007;

/** Codes by which a message is turned down at once. */
const TURNED_DOWN = new Set([
  'bad_json',
  'bad_message',
  'unknown_type',
  'wrong_call',
  'bad_audio',
  'too_large',
]);

/** One call that is sent anything, and whose answers are held against what is published. */
export class FuzzedCall {
  /** What is wrong with the answers. */
  readonly complaints: string[] = [];
  turnedDown = 0;
  private seq = 0;
  private badBytes = false;
  private code: number | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly beats = new Set<string>();

  private constructor(
    private readonly socket: WebSocket,
    readonly callId: string,
  ) {
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) this.hear(data.toString());
      this.stir();
    });
    socket.on('close', code => {
      this.code = code;
      this.judgeClose(code);
      this.stir();
    });
  }

  static open(url: string, callId: string): Promise<FuzzedCall> {
    const socket = new WebSocket(url);
    const call = new FuzzedCall(socket, callId);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(call));
      socket.on('error', reject);
    });
  }

  get closed(): boolean {
    return this.code !== null;
  }

  send({ data, isUtf8 }: Mutant): void {
    this.badBytes ||= !isUtf8;
    this.socket.send(data, { binary: false }, () => undefined);
  }

  sendBinary(data: Buffer): void {
    this.socket.send(data, { binary: true }, () => undefined);
  }

  /** Everything sent before was dealt with; false where the call is over instead. */
  async settle(name: string, patienceMs: number): Promise<boolean> {
    this.send({ data: Buffer.from(JSON.stringify({ type: 'heartbeat', eventId: name })), isUtf8: true });
    await this.until(() => this.beats.has(name) || this.closed, patienceMs, `wedged before ${name}`);
    return !this.closed;
  }

  async end(patienceMs: number): Promise<void> {
    this.send({ data: Buffer.from('{"type":"end_call"}'), isUtf8: true });
    await this.until(() => this.closed, patienceMs, 'never closed');
  }

  private until(holds: () => boolean, patienceMs: number, complaint: string): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise(resolve => {
      const done = (): void => {
        clearTimeout(late);
        this.listeners.delete(look);
        resolve();
      };
      const look = (): void => {
        if (holds()) done();
      };
      const late = setTimeout(() => {
        this.complaints.push(complaint);
        this.socket.terminate();
        this.code ??= 1006;
        done();
      }, patienceMs);
      this.listeners.add(look);
    });
  }

  private stir(): void {
    for (const listener of [...this.listeners]) listener();
  }

  private hear(text: string): void {
    const message = JSON.parse(text) as ServerMessage;
    if (!published.server(message)) this.complaints.push(`not as published: ${text.slice(0, 300)}`);
    if (message.seq !== ++this.seq) this.complaints.push(`seq ${message.seq} where ${this.seq} was due`);
    if (message.callId !== this.callId) this.complaints.push(`of another call: ${message.callId}`);
    if (message.type === 'heartbeat') this.beats.add(message.data.eventId ?? '');
    if (message.type !== 'error') return;
    if (!isErrorCode(message.data.code)) this.complaints.push(`unknown code ${String(message.data.code)}`);
    if (TURNED_DOWN.has(message.data.code)) this.turnedDown++;
  }

  private judgeClose(code: number): void {
    const documented = (Object.values(closeCodes) as number[]).includes(code);
    if (!documented && !(code === NOT_UTF8 && this.badBytes)) this.complaints.push(`closed with ${code}`);
    if (code === closeCodes.internal) this.complaints.push('the service failed');
  }
}
