import type { CallEvent } from '@app/core';
import { errorCodes, isErrorCode } from '@app/protocol';
import type { ErrorCode, ErrorMessage, ServerMessage } from '@app/protocol';

/** A message without its envelope. */
export type MessageBody = ServerMessage extends infer Message
  ? Message extends ServerMessage
    ? Pick<Message, 'type' | 'data'>
    : never
  : never;

export interface ErrorDetails {
  readonly param?: string | null;
  readonly eventId?: string | null;
  readonly retryAfterMs?: number | null;
  /** As the code's table says, where left out. */
  readonly fatal?: boolean;
}

export function errorBody(
  code: ErrorCode,
  message: string,
  { param, eventId, retryAfterMs, fatal }: ErrorDetails = {},
): Pick<ErrorMessage, 'type' | 'data'> {
  return {
    type: 'error',
    data: {
      code,
      message,
      param: param ?? null,
      eventId: eventId ?? null,
      retryAfterMs: retryAfterMs ?? null,
      fatal: fatal ?? errorCodes[code].fatal,
    },
  };
}

/** What the client is told of an event. Times are rounded to whole ms. */
export function eventBody(event: CallEvent): MessageBody {
  switch (event.type) {
    case 'speech-started':
      return { type: 'speech_started', data: { at: Math.round(event.at) } };
    case 'speech-stopped':
      return { type: 'speech_stopped', data: { at: Math.round(event.at) } };
    case 'transcript': {
      const { text, isFinal, confidence, language } = event;
      const startMs = Math.round(event.startMs);
      const endMs = Math.round(event.endMs);
      return { type: 'transcript', data: { text, isFinal, confidence, language, startMs, endMs } };
    }
    case 'stage-finished': {
      const { stage, queueSize, latencyMs } = event;
      return {
        type: 'processing_status',
        data: { stage, queueSize, processingLatency: Math.round(latencyMs) },
      };
    }
    case 'reply-part':
      return replyBody(event);
    case 'tool-call': {
      const { turnId, name, arguments: args } = event;
      return { type: 'tool_call', data: { turnId, name, arguments: args } };
    }
    case 'playout-cleared': {
      const { turnId, heardMs, heardText } = event;
      return { type: 'audio_clear', data: { turnId, heardMs: Math.round(heardMs), heardText } };
    }
    case 'mark':
      return { type: 'mark', data: { name: event.name, status: event.status } };
    case 'settings-updated':
      return { type: 'session_updated', data: { settings: event.settings, eventId: event.eventId } };
    case 'problem': {
      const code = isErrorCode(event.code) ? event.code : 'internal';
      return errorBody(code, event.message, { retryAfterMs: event.retryAfterMs });
    }
    case 'ended': {
      const { latencies, ...report } = event.report;
      const { firstAudioMs, endpointingMs } = latencies;
      return {
        type: 'session_ended',
        data: {
          reason: event.reason,
          report: {
            ...report,
            latencies: { firstAudioMs: [...firstAudioMs], endpointingMs: [...endpointingMs] },
          },
        },
      };
    }
  }
}

function replyBody(event: Extract<CallEvent, { type: 'reply-part' }>): MessageBody {
  const { text, audio, shouldTerminate, confidence, latencyMs, turnId, part, isLast, source } = event;
  return {
    type: 'ai_response',
    data: {
      text,
      ...(audio && { audioData: base64Of(audio) }),
      shouldTerminate,
      confidence,
      processingLatency: Math.round(latencyMs),
      turnId,
      part,
      isLast,
      source,
    },
  };
}

const base64Of = (data: Uint8Array): string =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
