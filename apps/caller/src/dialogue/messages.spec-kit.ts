import type { ServerMessageNamed, ServerMessageType } from '@app/protocol';

let seq = 0;

export function message<Type extends ServerMessageType>(
  type: Type,
  data: ServerMessageNamed<Type>['data'],
): ServerMessageNamed<Type> {
  return { type, callId: 'call-1', timestamp: 0, seq: ++seq, data } as unknown as ServerMessageNamed<Type>;
}

export const final = (text: string): ServerMessageNamed<'transcript'> =>
  message('transcript', { text, isFinal: true, confidence: 0.9, language: 'en-US', startMs: 0, endMs: 1 });

export const reply = (
  turnId: string,
  text: string,
  part = 0,
  isLast = true,
): ServerMessageNamed<'ai_response'> =>
  message('ai_response', {
    text,
    turnId,
    part,
    isLast,
    shouldTerminate: false,
    confidence: 0.9,
    processingLatency: 30,
    source: 'script',
  });

export const stage = (
  name: ServerMessageNamed<'processing_status'>['data']['stage'],
  processingLatency: number,
): ServerMessageNamed<'processing_status'> =>
  message('processing_status', { stage: name, queueSize: 0, processingLatency });
