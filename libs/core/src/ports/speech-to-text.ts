import type { Millis } from '../clock';
import type { VoiceError } from '../errors';
import type { AudioFrame } from '../frame';
import type { Scope } from '../scope';
import type { Capacity, Provider } from './provider';

export interface RecognitionOptions {
  readonly language: string;
  /** Hz of every frame that will be written: 8000 or 16000. */
  readonly sampleRate: number;
  /** Phrases that are likely to be said: a hint for open recognisers, the grammar of closed ones. */
  readonly phrases: readonly string[];
  /** All of it is there already, as one utterance; nobody listens for partials. */
  readonly whole?: boolean;
}

export interface TranscriptWord {
  readonly text: string;
  readonly startMs: Millis;
  readonly endMs: Millis;
}

/** `utterance` counts the recognition's utterances from 0; times are media time. */
export type Transcript =
  | {
      readonly type: 'partial';
      readonly utterance: number;
      readonly text: string;
      /** True when the recogniser does not expect to change these words. */
      readonly stable: boolean;
    }
  | {
      readonly type: 'final';
      readonly utterance: number;
      /** Empty when nothing was understood. */
      readonly text: string;
      /** 0–1. */
      readonly confidence: number;
      readonly language: string;
      readonly startMs: Millis;
      readonly endMs: Millis;
      readonly words: readonly TranscriptWord[];
      /** True on exactly one final per utterance: nothing more will come for it. */
      readonly last: boolean;
    };

export type FinalTranscript = Extract<Transcript, { type: 'final' }>;

export interface TranscriptSink {
  transcript(transcript: Transcript): void;
  /** The recognition is dead and will say nothing more; a new one may be opened. Called at most once. */
  failed(error: VoiceError): void;
}

/**
 * One call's recogniser. It is given audio only from pre-roll to the end of each utterance. After `endUtterance`
 * exactly one final with `last: true` follows, however little was said, unless the recognition fails or is closed.
 */
export interface Recognition {
  /** Synchronous; the frame is lent. The first write after `endUtterance` begins the next utterance. */
  write(frame: AudioFrame): void;
  endUtterance(): void;
  /** After it nothing more is said to the sink. Idempotent. */
  close(): void;
}

export interface SpeechToText extends Provider {
  /** Present where only so many calls can be heard at once; admission reserves a place before the upgrade. */
  readonly capacity?: Capacity;
  /** Never throws for reasons of the provider: those go to `sink.failed`. */
  open(options: RecognitionOptions, sink: TranscriptSink, scope: Scope): Recognition;
}
