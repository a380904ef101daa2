import assert from 'node:assert/strict';
import { FRAME_MS, samplesIn, turnId } from '@app/core';
import type { CallCommand, CallEvent, CallId, CallSink, MediaProtocol, TurnId } from '@app/core';
import type { ContractCheck } from '../contract';

/** One message as the peer sends it. */
export interface WireMessage {
  readonly data: Uint8Array;
  readonly isBinary: boolean;
}

/** A connection of some wire protocol, with what its peer can say. */
export interface MediaProtocolSubject {
  readonly protocol: MediaProtocol;
  /** What the peer sends before audio can be heard; empty where nothing is needed. */
  readonly opening: readonly WireMessage[];
  /** Caller audio, and what must be heard of it: so many samples at this rate. Sent as often as a check likes. */
  readonly audio: {
    message(): WireMessage;
    readonly samples: number;
    readonly sampleRate: number;
  };
  /** The peer hangs up. */
  readonly hangUp: WireMessage;
  /** Hz of reply frames; null where this connection sends none. */
  readonly replyRate: number | null;
}

/** Keeps what a protocol finds. */
class Found implements CallSink {
  readonly heard: { samples: number; sampleRate: number }[] = [];
  readonly commands: CallCommand[] = [];
  readonly answers: (string | Uint8Array)[] = [];
  readonly violations: number[] = [];

  audio(pcm: Int16Array, sampleRate: number): void {
    this.heard.push({ samples: pcm.length, sampleRate });
  }

  command(command: CallCommand): void {
    this.commands.push(command);
  }

  answer(message: string | Uint8Array): void {
    this.answers.push(message);
  }

  violation(closeCode: number): void {
    this.violations.push(closeCode);
  }
}

const text = (data: string): WireMessage => ({ data: Buffer.from(data), isBinary: false });
const binary = (...bytes: number[]): WireMessage => ({ data: Uint8Array.from(bytes), isBinary: true });

const nonsense: readonly WireMessage[] = [
  text(''),
  text('hello'),
  text('null'),
  text('{}'),
  text('{"type":"__proto__","event":"constructor"}'),
  text('['.repeat(100_000)),
  text(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
  { data: Uint8Array.of(0xff, 0xfe, 0x80), isBinary: false },
  binary(),
  binary(0x01),
  binary(0xff, 0xff, 0xff),
];

const turn = turnId('call' as CallId, 1);

/** One of each event; audio is empty, so that protocols of frames and of parts take it alike. */
const events: readonly CallEvent[] = [
  { type: 'speech-started', at: 20 },
  { type: 'speech-stopped', at: 900 },
  {
    type: 'transcript',
    text: 'hi',
    isFinal: true,
    confidence: 1,
    language: 'en-US',
    startMs: 20,
    endMs: 900,
  },
  { type: 'stage-finished', stage: 'completed', queueSize: 0, latencyMs: 10 },
  {
    type: 'reply-part',
    turnId: turn,
    part: 0,
    text: 'hello',
    audio: null,
    isLast: true,
    shouldTerminate: false,
    confidence: 1,
    latencyMs: 12.5,
    source: 'script',
  },
  { type: 'playout-cleared', turnId: turn, heardMs: 40, heardText: 'hel' },
  { type: 'tool-call', turnId: 'call-1:1' as TurnId, name: 'take_message', arguments: { text: 'x' } },
  { type: 'mark', name: 'm', status: 'played' },
  { type: 'problem', code: 'a code nobody knows', message: 'odd', retryAfterMs: null },
  {
    type: 'ended',
    reason: 'caller',
    report: {
      durationMs: 1000,
      turns: 1,
      interruptions: 0,
      cacheHits: 0,
      latencies: { firstAudioMs: [10], endpointingMs: [300] },
    },
  },
];

function open({ protocol, opening }: MediaProtocolSubject): Found {
  const found = new Found();
  for (const { data, isBinary } of opening) protocol.decode(data, isBinary, found);
  return found;
}

function send({ protocol }: MediaProtocolSubject, found: Found, { data, isBinary }: WireMessage): void {
  protocol.decode(data, isBinary, found);
}

/** What every wire protocol must do. */
export const mediaProtocolContract: readonly ContractCheck<MediaProtocolSubject>[] = [
  {
    name: 'hears caller audio, all of it, at the rate it has',
    async run(subject) {
      const found = open(subject);
      const { samples, sampleRate } = subject.audio;
      for (let i = 0; i < 3; i++) send(subject, found, subject.audio.message());
      assert.deepEqual(found.heard, Array(3).fill({ samples, sampleRate }));
    },
  },
  {
    name: 'leaves the data it was given as it was',
    async run(subject) {
      const found = open(subject);
      const message = subject.audio.message();
      const before = Uint8Array.from(message.data);
      send(subject, found, message);
      assert.deepEqual(Uint8Array.from(message.data), before);
    },
  },
  {
    name: 'never throws, whatever the peer sends',
    async run(subject) {
      const found = open(subject);
      for (const message of nonsense) send(subject, found, message);
    },
  },
  {
    name: 'takes no order from text that is no message',
    async run(subject) {
      const found = open(subject);
      const before = found.commands.length;
      for (const message of nonsense.filter(each => !each.isBinary)) send(subject, found, message);
      assert.equal(found.commands.length, before);
      assert.equal(found.heard.length, 0);
    },
  },
  {
    name: 'goes on after a message that is none',
    async run(subject) {
      const found = open(subject);
      send(subject, found, text('hello'));
      send(subject, found, subject.audio.message());
      assert.equal(found.heard.length, 1);
      assert.deepEqual(found.violations, []);
    },
  },
  {
    name: 'tells that the peer hung up, once',
    async run(subject) {
      const found = open(subject);
      send(subject, found, subject.hangUp);
      assert.deepEqual(
        found.commands.filter(command => command.type === 'end'),
        [{ type: 'end', reason: 'caller' }],
      );
    },
  },
  {
    name: 'has a word, or none, for every event',
    async run({ protocol }) {
      for (const event of events) {
        const message = protocol.encode(event);
        const fine = message === null || message.length > 0;
        assert.ok(fine, `an empty message for ${event.type}`);
      }
    },
  },
  {
    name: 'gives each reply frame memory of its own',
    async run({ protocol, replyRate }) {
      if (replyRate === null) return;
      const pcm = Int16Array.from(
        { length: samplesIn(FRAME_MS, replyRate) },
        (_, i) => 6000 * Math.sin(i / 5),
      );
      const first = protocol.encodeAudio({ pcm, sampleRate: replyRate, at: 0 });
      const before = typeof first === 'string' ? first : Uint8Array.from(first);
      assert.ok(first.length > 0, 'an empty frame');
      pcm.fill(0);
      const second = protocol.encodeAudio({ pcm, sampleRate: replyRate, at: FRAME_MS });
      assert.deepEqual(typeof first === 'string' ? first : Uint8Array.from(first), before);
      assert.notDeepEqual(typeof second === 'string' ? second : Uint8Array.from(second), before);
    },
  },
  {
    name: 'takes nothing after it was closed',
    async run(subject) {
      open(subject);
      subject.protocol.close();
      const found = new Found();
      send(subject, found, subject.audio.message());
      send(subject, found, subject.hangUp);
      assert.deepEqual([found.heard, found.commands, found.answers], [[], [], []]);
    },
  },
];
