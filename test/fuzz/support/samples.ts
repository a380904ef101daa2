import type { ClientMessage, ServerMessage } from '@app/protocol';

const silence = (ms: number): string => Buffer.alloc(ms * 32).toString('base64');

/** Good messages of every type, for a call of this name. */
export const clientMessages = (callId: string): readonly ClientMessage[] => [
  { type: 'audio_chunk', callId, audioData: silence(20), sequenceNumber: 1, sampleRate: 16_000, channels: 1 },
  {
    type: 'audio_chunk',
    audioData: silence(100),
    sequenceNumber: 7,
    sampleRate: 8000,
    channels: 2,
    timestamp: 1,
  },
  {
    type: 'session_update',
    eventId: 'u',
    language: 'en-US',
    voice: null,
    instructions: 'Be brief.',
    greeting: null,
    interruptible: true,
    endpointing: { minSilenceMs: 300, maxSilenceMs: 900 },
    profile: { owner: 'Ada', vip: true, age: 36 },
  },
  { type: 'session_update', token: `valid_fuzz_${callId}`, endpointing: { minSilenceMs: 60 } },
  { type: 'text_input', text: 'hello i am calling about your car insurance', eventId: 't' },
  { type: 'interrupt', callId },
  { type: 'mark', name: 'm' },
  { type: 'dtmf', digit: '5', durationMs: 100 },
  { type: 'heartbeat', eventId: 'h' },
  { type: 'end_call', reason: 'enough' },
];

const settings = {
  language: 'en-US',
  voice: null,
  instructions: null,
  greeting: 'Hello?',
  interruptible: true,
  endpointing: { minSilenceMs: 300, maxSilenceMs: 1500 },
  profile: { owner: 'Ada' },
};

const session = {
  protocolVersion: 1,
  sessionId: 's',
  resumeToken: null,
  resumed: false,
  audioIn: { encoding: 'pcm16', sampleRate: 16_000 },
  audioOut: { encoding: 'pcm16', sampleRate: 16_000 },
  limits: { maxMessageBytes: 262_144, maxChunkMs: 1000, idleTimeoutMs: 60_000, playoutBufferMs: 200 },
} as const;

const reply = {
  text: 'Not now.',
  audioData: 'AAAA',
  shouldTerminate: false,
  confidence: 0.9,
  processingLatency: 120,
  turnId: 'c:1',
  part: 0,
  isLast: true,
  source: 'script',
} as const;

const report = {
  durationMs: 100,
  turns: 1,
  interruptions: 0,
  cacheHits: 0,
  latencies: { firstAudioMs: [1], endpointingMs: [2] },
};

const heard = { text: 'hello', isFinal: true, confidence: 1, language: 'en-US', startMs: 0, endMs: 900 };

const problem = {
  code: 'bad_audio',
  message: 'm',
  param: null,
  eventId: null,
  retryAfterMs: null,
  fatal: false,
} as const;

type Body = ServerMessage extends infer Message
  ? Message extends ServerMessage
    ? Pick<Message, 'type' | 'data'>
    : never
  : never;

const bodies: readonly Body[] = [
  { type: 'session_started', data: session },
  { type: 'session_updated', data: { settings, eventId: null } },
  { type: 'speech_started', data: { at: 10 } },
  { type: 'speech_stopped', data: { at: 900 } },
  { type: 'transcript', data: heard },
  { type: 'processing_status', data: { stage: 'completed', queueSize: 0, processingLatency: 3 } },
  { type: 'ai_response', data: reply },
  { type: 'audio_clear', data: { turnId: 'c:1', heardMs: 3, heardText: 'Not' } },
  { type: 'tool_call', data: { turnId: 'c:1', name: 'take_message', arguments: { text: 'x' } } },
  { type: 'mark', data: { name: 'm', status: 'played' } },
  { type: 'heartbeat', data: { eventId: 'h' } },
  { type: 'error', data: problem },
  { type: 'session_ended', data: { reason: 'caller', report } },
];

export const serverMessages: readonly ServerMessage[] = bodies.map((body, at) => ({
  ...body,
  callId: 'c',
  timestamp: 1,
  seq: at + 1,
}));
