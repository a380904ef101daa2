import type { InputFormat, ReplyFormat } from './audio-format';
import type { ErrorCode } from './error-codes';
import type { SessionSettings } from './session';

interface ServerMessageOf<Type extends string, Data> {
  type: Type;
  callId: string;
  /** Ms since the epoch. */
  timestamp: number;
  /**
   * Counts the server's messages of this connection from 1, without gaps.
   * @asType integer
   * @minimum 1
   */
  seq: number;
  data: Data;
}

export interface SessionLimits {
  /** A text message, bytes. */
  maxMessageBytes: number;
  /** Caller audio in one message, ms. */
  maxChunkMs: number;
  /** The call ends after so long without audio, ms; 0: never. */
  idleTimeoutMs: number;
  /** Reply audio sent ahead of its playing, at most, ms. */
  playoutBufferMs: number;
}

/** The first message. */
export type SessionStartedMessage = ServerMessageOf<
  'session_started',
  {
    protocolVersion: 1;
    sessionId: string;
    /** Good for one resume; null where this server cannot resume. */
    resumeToken: string | null;
    resumed: boolean;
    audioIn: InputFormat;
    audioOut: ReplyFormat;
    limits: SessionLimits;
  }
>;

/** The settings as they are after an update. */
export type SessionUpdatedMessage = ServerMessageOf<
  'session_updated',
  { settings: SessionSettings; eventId: string | null }
>;

/** The caller began to speak. `at` is media time: ms of caller audio before it. */
export type SpeechStartedMessage = ServerMessageOf<'speech_started', { at: number }>;

/** The caller fell silent. `at` is media time. */
export type SpeechStoppedMessage = ServerMessageOf<'speech_stopped', { at: number }>;

/** What the caller is understood to say. */
export type TranscriptMessage = ServerMessageOf<
  'transcript',
  {
    text: string;
    /** False: it may still change. */
    isFinal: boolean;
    /**
     * @minimum 0
     * @maximum 1
     */
    confidence: number;
    /** BCP 47. */
    language: string;
    /** Media time, ms. */
    startMs: number;
    endMs: number;
  }
>;

export type ProcessingStage =
  'audio_preprocessing' | 'speech_to_text' | 'ai_generation' | 'text_to_speech' | 'completed';

/** A stage of the turn ended. */
export type ProcessingStatusMessage = ServerMessageOf<
  'processing_status',
  {
    stage: ProcessingStage;
    /**
     * Turns of this call that wait for an answer.
     * @asType integer
     * @minimum 0
     */
    queueSize: number;
    /** Ms from the end of the caller's turn as decided. */
    processingLatency: number;
  }
>;

export type ReplySource = 'model' | 'cache' | 'script' | 'fallback';

/** One spoken part of a reply, about a sentence. */
export type AiResponseMessage = ServerMessageOf<
  'ai_response',
  {
    text: string;
    /**
     * The part in the encoding of `audioOut`, base64; empty where it cannot be spoken; absent where audio goes as
     * binary frames.
     */
    audioData?: string;
    /** The assistant ends the call when this part was played. */
    shouldTerminate: boolean;
    /**
     * Of the recogniser in the caller's words of this turn.
     * @minimum 0
     * @maximum 1
     */
    confidence: number;
    /** Ms from the end of the caller's turn as decided to this message. */
    processingLatency: number;
    turnId: string;
    /**
     * Counts the turn's parts from 0.
     * @asType integer
     * @minimum 0
     */
    part: number;
    isLast: boolean;
    source: ReplySource;
  }
>;

/** The assistant wants something done that is for the integrator to do, such as `take_message` or `transfer_call`. */
export type ToolCallMessage = ServerMessageOf<
  'tool_call',
  { turnId: string; name: string; arguments: Readonly<Record<string, unknown>> }
>;

/** Drop what is queued: the caller speaks, or asked for it. */
export type AudioClearMessage = ServerMessageOf<
  'audio_clear',
  {
    turnId: string;
    /** Of the reply, ms; 0 where nothing was playing. */
    heardMs: number;
    heardText: string;
  }
>;

export type MarkReachedMessage = ServerMessageOf<'mark', { name: string; status: 'played' | 'cleared' }>;

export type HeartbeatAnswerMessage = ServerMessageOf<'heartbeat', { eventId: string | null }>;

export type ErrorMessage = ServerMessageOf<
  'error',
  {
    code: ErrorCode;
    /** For people; may change. */
    message: string;
    /** The field at fault, with dots into groups. */
    param: string | null;
    /** Of the message at fault. */
    eventId: string | null;
    retryAfterMs: number | null;
    /** The socket is closed after it. */
    fatal: boolean;
  }
>;

export type SessionEndReason =
  | 'caller'
  | 'assistant'
  | 'idle'
  | 'drain'
  | 'replaced'
  | 'token_expired'
  | 'rate'
  | 'policy'
  | 'operator'
  | 'error'
  | 'vanished';

export interface SessionReport {
  durationMs: number;
  turns: number;
  interruptions: number;
  cacheHits: number;
  latencies: {
    /** End of the caller's turn as decided to first reply audio, ms, for each answered turn. */
    firstAudioMs: number[];
    /** The caller's last sound to the end of the turn as decided, ms, for each spoken turn. */
    endpointingMs: number[];
  };
}

/** The last message before the close. */
export type SessionEndedMessage = ServerMessageOf<
  'session_ended',
  {
    reason: SessionEndReason;
    report: SessionReport;
    /** The call is kept for a while: go on with it on another connection. */
    resumeToken?: string;
  }
>;

/** Everything the server may send as text. */
export type ServerMessage =
  | SessionStartedMessage
  | SessionUpdatedMessage
  | SpeechStartedMessage
  | SpeechStoppedMessage
  | TranscriptMessage
  | ProcessingStatusMessage
  | AiResponseMessage
  | ToolCallMessage
  | AudioClearMessage
  | MarkReachedMessage
  | HeartbeatAnswerMessage
  | ErrorMessage
  | SessionEndedMessage;

export type ServerMessageType = ServerMessage['type'];

export type ServerMessageNamed<Type extends ServerMessageType> = Extract<ServerMessage, { type: Type }>;
