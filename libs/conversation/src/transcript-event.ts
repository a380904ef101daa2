import type { CallEvent, Millis, Transcript } from '@app/core';

/** What is told of a transcript. A partial has no times of its own yet: it ends now. */
export function transcriptEvent(transcript: Transcript, language: string, now: Millis): CallEvent {
  if (transcript.type === 'final') {
    const { text, confidence, startMs, endMs } = transcript;
    return {
      type: 'transcript',
      text,
      isFinal: true,
      confidence,
      language: transcript.language,
      startMs,
      endMs,
    };
  }
  const { text } = transcript;
  return { type: 'transcript', text, isFinal: false, confidence: 0, language, startMs: now, endMs: now };
}
