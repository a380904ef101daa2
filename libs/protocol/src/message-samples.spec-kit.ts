import type { ClientMessage, ServerMessage, SessionSettings } from '.';

/** One good message of every type: what the schemas must take. */
type OneOfEach<Message extends { type: string }> = {
  [Type in Message['type']]: Extract<Message, { type: Type }>;
};

const settings: SessionSettings = {
  language: 'en-US',
  voice: null,
  instructions: null,
  greeting: 'Hello?',
  interruptible: true,
  endpointing: { minSilenceMs: 300, maxSilenceMs: 1500 },
  profile: { owner: 'Ada', vip: true, age: 36 },
};

export const clientSamples: OneOfEach<ClientMessage> = {
  audio_chunk: {
    type: 'audio_chunk',
    callId: 'call-123',
    timestamp: 1640995200000,
    audioData: Buffer.alloc(640).toString('base64'),
    sequenceNumber: 1,
    sampleRate: 16000,
    channels: 1,
  },
  session_update: {
    type: 'session_update',
    eventId: 'e-1',
    language: 'zh-CN',
    voice: null,
    endpointing: { minSilenceMs: 200 },
    profile: { owner: 'Ada' },
  },
  text_input: { type: 'text_input', text: 'who is there?' },
  interrupt: { type: 'interrupt' },
  mark: { type: 'mark', name: 'after-greeting' },
  dtmf: { type: 'dtmf', digit: '#', durationMs: 120 },
  heartbeat: { type: 'heartbeat', eventId: 'h-1' },
  end_call: { type: 'end_call', reason: 'done' },
};

const envelope = { callId: 'call-123', timestamp: 1640995200000, seq: 1 } as const;

export const serverSamples: OneOfEach<ServerMessage> = {
  session_started: {
    ...envelope,
    type: 'session_started',
    data: {
      protocolVersion: 1,
      sessionId: 's-1',
      resumeToken: null,
      resumed: false,
      audioIn: { encoding: 'pcm16', sampleRate: 16000 },
      audioOut: { encoding: 'mp3', sampleRate: 16000 },
      limits: { maxMessageBytes: 262144, maxChunkMs: 1000, idleTimeoutMs: 60000, playoutBufferMs: 200 },
    },
  },
  session_updated: { ...envelope, type: 'session_updated', data: { settings, eventId: 'e-1' } },
  speech_started: { ...envelope, type: 'speech_started', data: { at: 420 } },
  speech_stopped: { ...envelope, type: 'speech_stopped', data: { at: 1800 } },
  transcript: {
    ...envelope,
    type: 'transcript',
    data: { text: 'hello', isFinal: true, confidence: 0.9, language: 'en-US', startMs: 420, endMs: 1800 },
  },
  processing_status: {
    ...envelope,
    type: 'processing_status',
    data: { stage: 'speech_to_text', queueSize: 0, processingLatency: 200 },
  },
  ai_response: {
    ...envelope,
    type: 'ai_response',
    data: {
      text: 'I cannot answer right now.',
      audioData: 'AAAA',
      shouldTerminate: false,
      confidence: 0.95,
      processingLatency: 650,
      turnId: 'call-123:1',
      part: 0,
      isLast: true,
      source: 'script',
    },
  },
  audio_clear: {
    ...envelope,
    type: 'audio_clear',
    data: { turnId: 'call-123:1', heardMs: 340, heardText: 'I cannot' },
  },
  tool_call: {
    ...envelope,
    type: 'tool_call',
    data: { turnId: 'call-123:2', name: 'take_message', arguments: { text: 'Call me back.' } },
  },
  mark: { ...envelope, type: 'mark', data: { name: 'after-greeting', status: 'played' } },
  heartbeat: { ...envelope, type: 'heartbeat', data: { eventId: 'h-1' } },
  error: {
    ...envelope,
    type: 'error',
    data: {
      code: 'bad_message',
      message: 'must be a text',
      param: 'text',
      eventId: null,
      retryAfterMs: null,
      fatal: false,
    },
  },
  session_ended: {
    ...envelope,
    type: 'session_ended',
    data: {
      reason: 'caller',
      report: {
        durationMs: 12000,
        turns: 2,
        interruptions: 0,
        cacheHits: 0,
        latencies: { firstAudioMs: [240, 310], endpointingMs: [400, 380] },
      },
    },
  },
};
