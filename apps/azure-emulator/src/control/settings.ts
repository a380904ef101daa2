import type { Millis } from '@app/core';
import type { Delay } from '../faults/delay';
import type { Stage } from '../faults/fault';

/** What may be changed while the emulator runs. */
export interface Settings {
  /** From a word's end in the audio to the partial that has it. */
  sttPartialMs: Delay;
  /** From the last sound to the final; it never comes before the silence that ends the phrase was heard. */
  sttFinalMs: Delay;
  /** From the SSML to the first audio. */
  ttsFirstMs: Delay;
  /** Between two chunks of audio. */
  ttsChunkMs: Delay;
  /** From the request to the first token. */
  aiFirstMs: Delay;
  /** Between two tokens. */
  aiTokenMs: Delay;
  /** From a WebSocket's request to its acceptance. */
  handshakeMs: Delay;
  /** Silence that ends a phrase, where the client asks for no other. */
  segmentationMs: Millis;
  /** What is louder is speech: dB below full scale. */
  speechLevelDb: number;
}

/** The service's targets for a turn: 200 ms to hear, 300 to think, 150 to speak. */
export const usualSettings: Readonly<Settings> = {
  sttPartialMs: 100,
  sttFinalMs: 200,
  ttsFirstMs: 150,
  ttsChunkMs: 0,
  aiFirstMs: 300,
  aiTokenMs: 10,
  handshakeMs: 0,
  segmentationMs: 500,
  speechLevelDb: -45,
};

/** No time but what the protocol itself takes: for measuring the other side. */
export const instant: Partial<Settings> = {
  sttPartialMs: 0,
  sttFinalMs: 0,
  ttsFirstMs: 0,
  ttsChunkMs: 0,
  aiFirstMs: 0,
  aiTokenMs: 0,
  handshakeMs: 0,
};

const settingOf = {
  handshake: 'handshakeMs',
  'stt-partial': 'sttPartialMs',
  'stt-final': 'sttFinalMs',
  'tts-first': 'ttsFirstMs',
  'tts-chunk': 'ttsChunkMs',
  'ai-first': 'aiFirstMs',
  'ai-token': 'aiTokenMs',
} as const satisfies Record<Stage, keyof Settings>;

/** The time a stage takes without any fault. */
export const usualDelay = (settings: Readonly<Settings>, stage: Stage): Delay => settings[settingOf[stage]];
