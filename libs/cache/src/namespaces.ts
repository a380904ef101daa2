import type { SettingsPatch } from '@app/core';
import { jsonCodec } from './codec';
import { defineNamespace } from './namespace';
import { isKnownReply } from './replies/known-reply';
import type { KnownReply } from './replies/known-reply';
import { isHeardUtterance } from './recognition/heard-utterance';
import type { HeardUtterance } from './recognition/heard-utterance';
import { spokenCodec } from './speech/spoken-codec';
import type { SpokenSentence } from './speech/spoken-codec';

/** What was said in a piece of sound. */
export const stt = defineNamespace<{
  readonly provider: string;
  readonly variant: string;
  readonly language: string;
  readonly sampleRate: number;
  /** Digest of the phrases that were expected. */
  readonly phrases: string;
  /** Digest of the sound. */
  readonly sound: string;
}>()({
  name: 'stt',
  version: 1,
  ttl: settings => settings.sttTtl,
  entries: settings => settings.sttEntries,
  codec: jsonCodec((json): json is HeardUtterance => isHeardUtterance(json)),
  // What was heard does not change, and the sound is gone.
  refreshes: false,
  patienceMs: 200,
});

/** Answers of a model that depend on nothing else. */
export const ai = defineNamespace<{
  readonly provider: string;
  /** Model, deployment, instructions, tools. */
  readonly variant: string;
  readonly language: string;
  /** Digests of what the call adds to the instructions, of what is known of the caller, and of the dialogue so far. */
  readonly instructions: string;
  readonly profile: string;
  readonly history: string;
  readonly input: string;
}>()({
  name: 'ai',
  version: 1,
  ttl: settings => settings.aiTtl,
  entries: settings => settings.aiEntries,
  codec: jsonCodec((json): json is KnownReply => isKnownReply(json)),
  refreshes: true,
  patienceMs: 300,
});

/** Spoken sentences with their word times, before any encoding. */
export const tts = defineNamespace<{
  readonly provider: string;
  readonly variant: string;
  readonly language: string;
  readonly voice: string | null;
  readonly sampleRate: number;
  /** `narrow` where the line carries no more than G.711. */
  readonly quality: 'narrow' | 'full';
  readonly text: string;
}>()({
  name: 'tts',
  version: 1,
  ttl: settings => settings.ttsTtl,
  entries: settings => settings.ttsEntries,
  codec: spokenCodec,
  refreshes: true,
  patienceMs: 200,
});

/** What is known of users before they call. */
export const profile = defineNamespace<{
  /** Where profiles come from. */
  readonly source: string;
  readonly user: string;
}>()({
  name: 'profile',
  version: 1,
  ttl: settings => settings.profileTtl,
  entries: () => 5000,
  codec: jsonCodec((json): json is SettingsPatch => typeof json === 'object' && json !== null),
  refreshes: true,
  patienceMs: 100,
});

/** Everything that is cached: a line of its own for each. */
export const namespaces = { stt, ai, tts, profile } as const;

export type { HeardUtterance, KnownReply, SpokenSentence };
