import type { Millis } from '../clock';
import type { AudioFrame } from '../frame';
import type { CallId } from '../ids';

/** What a stage may know of the call it works for. */
export interface StageCall {
  readonly callId: CallId;
  readonly language: string;
}

/** Works on each frame of caller audio, in place, before voice activity detection. Synchronous. */
export interface FrameStage {
  process(frame: AudioFrame): void;
  close?(): void;
}

/** Works on words: on the caller's before the reply engine, or on the assistant's before speech. */
export interface TextStage {
  process(text: string, signal: AbortSignal): string | Promise<string>;
  close?(): void;
}

interface Descriptor {
  /** The metric label: `[a-z_]+`. */
  readonly name: string;
  /** Over it the stage is passed by (text) or counted as late (frames). */
  readonly budgetMs: Millis;
}

/**
 * A processing stage. Its latency metric, budget and error counter come by themselves; when it throws or is late the
 * call goes on with what it was given.
 */
export type StageDescriptor =
  | (Descriptor & { readonly on: 'caller-audio'; create(call: StageCall): FrameStage })
  | (Descriptor & { readonly on: 'caller-text' | 'assistant-text'; create(call: StageCall): TextStage });
