import type { Millis } from '@app/core';
import type { TurnRecord } from './turn-record';

/** How long each step of a turn took, in one line; empty where nothing is known. */
export function latencyLine({ stages, voiceToVoiceMs }: TurnRecord): string {
  const { speech_to_text: heard, ai_generation: worded, text_to_speech: voiced } = stages;
  const steps: [string, Millis | undefined | null][] = [
    ['understood', heard],
    ['answer', worded === undefined ? undefined : worded - (heard ?? 0)],
    ['first sound', voiced === undefined ? undefined : voiced - (worded ?? 0)],
    ['voice to voice', voiceToVoiceMs],
  ];
  return steps
    .filter(([, ms]) => ms !== undefined && ms !== null)
    .map(([name, ms]) => `${name} ${Math.max(0, Math.round(ms!))} ms`)
    .join(' · ');
}
