import type { CallCommand, CallId, CallSink } from '@app/core';
import type { ErrorMessage, ServerMessage } from '@app/protocol';
import { VirtualClock } from '@app/testing';
import type { NativeHandshake } from './native-handshake';
import { NativeProtocol } from './native-protocol';
import type { NativeProtocolOptions } from './native-protocol';

export const callId = 'call-123' as CallId;

export const handshake = (patch: Partial<NativeHandshake> = {}): NativeHandshake => ({
  audioIn: { encoding: 'pcm16', sampleRate: 16_000 },
  audioOut: { encoding: 'mp3', sampleRate: 16_000 },
  callId: null,
  resume: null,
  language: null,
  ...patch,
});

/** A connection and everything that came out of it. */
export class Wire implements CallSink {
  readonly protocol: NativeProtocol;
  readonly heard: { pcm: number[]; sampleRate: number }[] = [];
  readonly commands: CallCommand[] = [];
  readonly answers: ServerMessage[] = [];
  readonly violations: { closeCode: number; reason: string }[] = [];

  constructor(options: Partial<NativeProtocolOptions> = {}) {
    this.protocol = new NativeProtocol({
      clock: new VirtualClock(),
      callId,
      bound: true,
      handshake: handshake(),
      ...options,
    });
  }

  send(message: object | string): this {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    this.protocol.decode(Buffer.from(text), false, this);
    return this;
  }

  sendFrame(data: Uint8Array): this {
    this.protocol.decode(data, true, this);
    return this;
  }

  /** Code and param of the errors answered so far. */
  get faults(): [code: string, param: string | null][] {
    return this.errors.map(({ code, param }) => [code, param]);
  }

  get errors(): ErrorMessage['data'][] {
    return this.answers.filter(answer => answer.type === 'error').map(answer => answer.data);
  }

  audio(pcm: Int16Array, sampleRate: number): void {
    this.heard.push({ pcm: [...pcm], sampleRate });
  }

  command(command: CallCommand): void {
    this.commands.push(command);
  }

  answer(message: string | Uint8Array): void {
    this.answers.push(JSON.parse(message.toString()) as ServerMessage);
  }

  violation(closeCode: number, reason: string): void {
    this.violations.push({ closeCode, reason });
  }
}

/** An `audio_chunk` of 20 ms at 16 kHz unless told otherwise. */
export const chunk = (patch: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'audio_chunk',
  callId,
  timestamp: 1640995200000,
  audioData: Buffer.alloc(640, 1).toString('base64'),
  sequenceNumber: 1,
  sampleRate: 16_000,
  channels: 1,
  ...patch,
});
