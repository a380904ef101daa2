import type { Millis } from '@app/core';
import type { Settings } from './control/settings';
import type { Scenario } from './control/scenario';

export const recognizers = ['fixtures', 'track', 'embedded'] as const;
export type RecognizerName = (typeof recognizers)[number];

export const voices = ['flite', 'tone', 'silence'] as const;
export type VoiceName = (typeof voices)[number];

export interface EmulatorOptions {
  /** 0 for any that is free. */
  readonly port: number;
  readonly host: string;
  /** Keys and tokens that are let in; all where there are none. */
  readonly keys: readonly string[];
  /** Deployments of Azure OpenAI; every one where there are none. */
  readonly deployments: readonly string[];
  readonly recognizer: RecognizerName;
  /** Phrases the embedded recogniser hears at once. */
  readonly embeddedPhrases: number;
  readonly voice: VoiceName;
  readonly settings: Partial<Settings>;
  /** What is there from the start: utterances, replies, faults. */
  readonly scenario: Scenario;
  /** For everything that is drawn. */
  readonly seed: number;
  /** Entries the log holds. */
  readonly logSize: number;
  /** Audio that is kept of each turn of speech to text. */
  readonly keepAudioMs: Millis;
}

export const usualOptions: EmulatorOptions = {
  port: 0,
  host: '127.0.0.1',
  keys: [],
  deployments: [],
  recognizer: 'fixtures',
  embeddedPhrases: 8,
  voice: 'flite',
  settings: {},
  scenario: {},
  seed: 1,
  logSize: 10_000,
  keepAudioMs: 0,
};
