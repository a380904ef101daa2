import type { Clock } from '../clock';
import type { CallScope } from '../scope';
import type { Provider } from './provider';
import type { ReplyEngine } from './reply-engine';
import type { SpeechToText } from './speech-to-text';
import type { TextToSpeech } from './text-to-speech';

export interface ProviderPorts {
  readonly stt: SpeechToText;
  readonly tts: TextToSpeech;
  readonly ai: ReplyEngine;
}

export type ProviderKind = keyof ProviderPorts;

/** What the service lends a provider when it is made. */
export interface ProviderContext {
  readonly clock: Clock;
  /** Phrases callers are known to say, from the reply script; the grammar of closed recognisers. */
  readonly phrases: readonly string[];
  /**
   * For what an operator should know; no words of callers, no keys.
   * @param about the call it happened to, where it was one
   */
  warn(message: string, about?: CallScope): void;
}

/**
 * One line in the app's list of providers. `load` imports the adapter and its SDK, so what is not configured is never
 * in memory.
 */
export interface ProviderDescriptor<Kind extends ProviderKind, Settings extends object> {
  readonly kind: Kind;
  readonly name: string;
  /** The config fragment: a class whose decorated properties are environment variables. */
  readonly settings: new () => Settings;
  /** Whether it is chosen where the environment names no provider of this kind: its key is set. */
  byDefault?(settings: Settings): boolean;
  load(): Promise<ProviderFactory<ProviderPorts[Kind], Settings>>;
}

export type ProviderFactory<Port extends Provider, Settings> = (
  settings: Settings,
  context: ProviderContext,
) => Promise<Port>;
