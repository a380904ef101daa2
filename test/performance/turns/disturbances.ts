import { durationOf } from '@app/core';
import type { BenchCall } from './bench-call';
import { breath, cough, twoCoughs } from './bursts';
import type { CastOnLine } from './cast';
import { pick } from './distributions';
import { firstSoundMs } from './first-sound';
import { backchannels, interruptions } from './sayings';
import { speakSaying } from './spoken-turn';

/** What happens while the assistant speaks: the first are meant, the others are not. */
export const meant = [
  'barge-in',
  'barge-in, 6 dB lower',
  'barge-in, 12 dB lower',
  'barge-in over echo',
] as const;
export const notMeant = ['backchannel', 'cough', 'two coughs', 'breath', 'own echo'] as const;
export type Disturbance = (typeof meant)[number] | (typeof notMeant)[number];

const GAIN_DB: Partial<Record<Disturbance, number>> = {
  'barge-in, 6 dB lower': -6,
  'barge-in, 12 dB lower': -12,
  backchannel: -4,
};

export const isMeant = (what: Disturbance): boolean => (meant as readonly string[]).includes(what);

/** Puts it on the line from that time on. @returns its first sound, and its end */
export function sound(
  call: BenchCall,
  cast: CastOnLine,
  what: Disturbance,
  fromMs: number,
  random: () => number,
): { onset: number; end: number } {
  const { sampleRate, noiseDb } = call.line.kind;
  const pcm = make(call, cast, what, fromMs, random);
  const gainDb = GAIN_DB[what] ?? 0;
  call.line.sound(pcm, fromMs, gainDb);
  return {
    onset: fromMs + firstSoundMs(pcm, sampleRate, gainDb, noiseDb),
    end: fromMs + durationOf(pcm.length, sampleRate),
  };
}

function make(
  call: BenchCall,
  cast: CastOnLine,
  what: Disturbance,
  fromMs: number,
  random: () => number,
): Int16Array {
  const { sampleRate } = call.line.kind;
  if (what === 'cough') return cough(sampleRate, random);
  if (what === 'two coughs') return twoCoughs(sampleRate, random);
  if (what === 'breath') return breath(sampleRate, random);
  if (what === 'own echo') return new Int16Array(0);
  const text = pick(random, (isMeant(what) ? interruptions : backchannels)[cast.language]);
  const spoken = speakSaying({ kind: 'short answer', text }, cast.caller, sampleRate, random, true);
  call.recogniser.words = spoken.words.map(word => ({
    text: word.text,
    startMs: word.startMs + fromMs,
    endMs: word.endMs + fromMs,
  }));
  return spoken.pcm;
}
