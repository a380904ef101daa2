import { decodeAlaw, decodeMulaw, OpusDecoder } from '@app/audio';
import { defaultSettings, turnId } from '@app/core';
import type { CallEvent } from '@app/core';
import type { ReplyEncoding, ServerMessage } from '@app/protocol';
import { describeContract, mediaProtocolContract, VirtualClock } from '@app/testing';
import { NativeProtocol } from './native-protocol';
import { callId, chunk, handshake } from './native.spec-kit';

const protocolFor = (encoding: ReplyEncoding, sampleRate: 8000 | 16_000 = 16_000): NativeProtocol =>
  new NativeProtocol({
    clock: new VirtualClock(1640995200000),
    callId,
    bound: true,
    handshake: handshake({ audioOut: { encoding, sampleRate } }),
  });

const part: Extract<CallEvent, { type: 'reply-part' }> = {
  type: 'reply-part',
  turnId: turnId(callId, 2),
  part: 0,
  text: 'Hello?',
  audio: Uint8Array.of(1, 2, 3),
  isLast: true,
  shouldTerminate: false,
  confidence: 0.5,
  latencyMs: 249.6,
  source: 'script',
};
const partData = {
  text: 'Hello?',
  shouldTerminate: false,
  confidence: 0.5,
  processingLatency: 250,
  turnId: 'call-123:2',
  part: 0,
  isLast: true,
  source: 'script',
};
const report = {
  durationMs: 900,
  turns: 1,
  interruptions: 0,
  cacheHits: 0,
  latencies: { firstAudioMs: [250], endpointingMs: [400] },
};

describe('what the server says', () => {
  it.each<[CallEvent, Pick<ServerMessage, 'type' | 'data'> | object]>([
    [
      { type: 'speech-started', at: 20.4 },
      { type: 'speech_started', data: { at: 20 } },
    ],
    [
      { type: 'speech-stopped', at: 900 },
      { type: 'speech_stopped', data: { at: 900 } },
    ],
    [
      {
        type: 'transcript',
        text: 'hi',
        isFinal: false,
        confidence: 0,
        language: 'en-US',
        startMs: 1.2,
        endMs: 2,
      },
      {
        type: 'transcript',
        data: { text: 'hi', isFinal: false, confidence: 0, language: 'en-US', startMs: 1, endMs: 2 },
      },
    ],
    [
      { type: 'stage-finished', stage: 'speech_to_text', queueSize: 2, latencyMs: 199.7 },
      { type: 'processing_status', data: { stage: 'speech_to_text', queueSize: 2, processingLatency: 200 } },
    ],
    [part, { type: 'ai_response', data: { ...partData, audioData: 'AQID' } }],
    [
      { ...part, audio: new Uint8Array() },
      { type: 'ai_response', data: { ...partData, audioData: '' } },
    ],
    [
      { ...part, audio: null },
      { type: 'ai_response', data: partData },
    ],
    [
      { type: 'playout-cleared', turnId: turnId(callId, 2), heardMs: 340.2, heardText: 'Hel' },
      { type: 'audio_clear', data: { turnId: 'call-123:2', heardMs: 340, heardText: 'Hel' } },
    ],
    [
      { type: 'mark', name: 'm', status: 'cleared' },
      { type: 'mark', data: { name: 'm', status: 'cleared' } },
    ],
    [
      { type: 'settings-updated', settings: defaultSettings, eventId: 'e' },
      { type: 'session_updated', data: { settings: defaultSettings, eventId: 'e' } },
    ],
    [
      { type: 'problem', code: 'provider_busy', message: 'full', retryAfterMs: 500 },
      {
        type: 'error',
        data: {
          code: 'provider_busy',
          message: 'full',
          param: null,
          eventId: null,
          retryAfterMs: 500,
          fatal: false,
        },
      },
    ],
    [
      { type: 'problem', code: 'constructor', message: 'odd', retryAfterMs: null },
      {
        type: 'error',
        data: {
          code: 'internal',
          message: 'odd',
          param: null,
          eventId: null,
          retryAfterMs: null,
          fatal: false,
        },
      },
    ],
    [
      { type: 'ended', reason: 'caller', report },
      { type: 'session_ended', data: { reason: 'caller', report } },
    ],
  ])('of $type', (event, body) => {
    expect(JSON.parse(protocolFor('mp3').encode(event))).toEqual({
      ...body,
      callId: 'call-123',
      timestamp: 1640995200000,
      seq: 1,
    });
  });

  it('begins with the session and what was negotiated', () => {
    const opening = protocolFor('mulaw', 8000).opening({
      sessionId: 's-1',
      resumeToken: null,
      resumed: false,
      limits: { idleTimeoutMs: 60_000, playoutBufferMs: 200 },
    });
    expect(JSON.parse(opening)).toMatchObject({
      type: 'session_started',
      seq: 1,
      data: {
        protocolVersion: 1,
        sessionId: 's-1',
        resumeToken: null,
        audioIn: { encoding: 'pcm16', sampleRate: 16_000 },
        audioOut: { encoding: 'mulaw', sampleRate: 8000 },
        limits: { maxMessageBytes: 262_144, maxChunkMs: 1000, idleTimeoutMs: 60_000, playoutBufferMs: 200 },
      },
    });
  });

  it('is numbered from 1 without gaps, whoever said it', () => {
    const protocol = protocolFor('pcm16');
    const messages: string[] = [protocol.encode(part), protocol.error('draining', 'bye')];
    const silent = { audio: () => undefined, command: () => undefined, violation: () => undefined };
    const sink = { ...silent, answer: (message: string | Uint8Array) => messages.push(message.toString()) };
    protocol.decode(Buffer.from('{"type":"heartbeat"}'), false, sink);
    protocol.decode(Buffer.from('nonsense'), false, sink);
    protocol.encodeAudio({ pcm: new Int16Array(320), sampleRate: 16_000, at: 0 });
    messages.push(protocol.encode({ type: 'ended', reason: 'drain', report }));
    const seen = messages.map(message => JSON.parse(message) as ServerMessage);
    expect(seen.map(({ seq, type }) => `${seq} ${type}`)).toEqual([
      '1 ai_response',
      '2 error',
      '3 heartbeat',
      '4 error',
      '5 session_ended',
    ]);
    expect(seen[1]?.data).toMatchObject({ code: 'draining', fatal: true });
  });
});

describe('reply frames', () => {
  const pcm = Int16Array.from({ length: 320 }, (_, i) => 8000 * Math.sin(i / 6));
  const encoded = (encoding: ReplyEncoding): Uint8Array =>
    protocolFor(encoding).encodeAudio({ pcm, sampleRate: 16_000, at: 0 });

  it('of PCM16 are the samples, little endian', () => {
    const bytes = Buffer.from(encoded('pcm16'));
    expect(Array.from(pcm, (_, i) => bytes.readInt16LE(i * 2))).toEqual([...pcm]);
  });

  it.each([
    ['mulaw', decodeMulaw],
    ['alaw', decodeAlaw],
  ] as const)('of %s are a byte a sample', (encoding, decode) => {
    const bytes = encoded(encoding);
    const back = new Int16Array(bytes.length);
    decode(bytes, back);
    expect(back).toHaveLength(320);
    back.forEach((sample, i) => expect(Math.abs(sample - pcm[i]!)).toBeLessThan(300));
  });

  it('of Opus are one packet of 20 ms', () => {
    expect(new OpusDecoder(16_000).decode(encoded('opus'))).toHaveLength(320);
  });

  it('there are none of mp3', () => {
    expect(() => encoded('mp3')).toThrow(/parts/);
  });
});

describe.each<ReplyEncoding>(['pcm16', 'mulaw', 'alaw', 'opus', 'mp3'])('replying in %s', encoding => {
  let sequenceNumber = 0;
  describeContract('the native protocol', mediaProtocolContract, {
    make: async () => ({
      protocol: protocolFor(encoding),
      opening: [],
      audio: {
        message: () => ({
          data: Buffer.from(JSON.stringify(chunk({ sequenceNumber: ++sequenceNumber }))),
          isBinary: false,
        }),
        samples: 320,
        sampleRate: 16_000,
      },
      hangUp: { data: Buffer.from('{"type":"end_call"}'), isBinary: false },
      replyRate: encoding === 'mp3' ? null : 16_000,
    }),
  });
});
