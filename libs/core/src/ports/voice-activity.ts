import type { Millis } from '../clock';
import type { AudioFrame } from '../frame';

/** Stamped with media time of the change itself, which lies a window or a hangover before the call to the sink. */
export interface SpeechVerdict {
  readonly type: 'speech-started' | 'speech-ended';
  readonly at: Millis;
  /** 0–1. */
  readonly confidence: number;
}

export type SpeechVerdictSink = (verdict: SpeechVerdict) => void;

/** Hears one call. Verdicts alternate, beginning with `speech-started`. */
export interface VoiceActivityDetector {
  /** Synchronous, well under a millisecond. Frames are lent and arrive in order of media time. */
  process(frame: AudioFrame): void;
  close(): void;
}

/** A voice activity engine: makes one detector a call. */
export interface VoiceActivity {
  readonly name: string;
  /** @param sampleRate 8000 or 16000 Hz, the rate of every frame that follows. */
  open(sampleRate: number, sink: SpeechVerdictSink): VoiceActivityDetector;
}
