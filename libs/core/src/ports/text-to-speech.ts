import type { Millis } from '../clock';
import type { AudioFrame } from '../frame';
import type { Scope } from '../scope';
import type { Provider } from './provider';

export type AudioEncoding = 'pcm16' | 'mulaw' | 'alaw' | 'opus' | 'mp3';

export interface SynthesisRequest {
  /** One sentence or a few; plain text, never markup. */
  readonly text: string;
  readonly language: string;
  readonly voice: string | null;
  /** The rate the call wants to hear, Hz; the provider may answer at another. */
  readonly sampleRate: number;
  /** What the call's audio becomes in the end: a provider may make its audio of just that quality. */
  readonly encoding?: AudioEncoding;
}

/** Times count from the start of this request's audio. */
export type SpeechPart =
  /** Audio of any length; owned by the receiver. */
  | { readonly type: 'pcm'; readonly frame: AudioFrame }
  /** Audio already in the call's own encoding. */
  | {
      readonly type: 'encoded';
      readonly encoding: AudioEncoding;
      readonly data: Uint8Array;
      readonly durationMs: Millis;
    }
  | { readonly type: 'word'; readonly text: string; readonly startMs: Millis; readonly endMs: Millis };

export interface TextToSpeech extends Provider {
  /**
   * Streams the spoken text. Stops promptly when `scope.signal` aborts. Throws VoiceUnavailableError when it has no
   * voice for the language, another VoiceError when synthesis fails.
   */
  synthesize(request: SynthesisRequest, scope: Scope): AsyncIterable<SpeechPart>;
}
