import { resample } from '@app/audio';
import { durationOf, samplesIn } from '@app/core';
import { BENCH_RATE } from '../vad/noises';
import type { SpokenRecording } from './aligned-words';
import { announcedPause, dictationPause, thinkingPause } from './distributions';
import type { Kind, Saying } from './sayings';
import type { SpokenWord } from './scripted-recogniser';
import type { Voice } from './voices';

/** What a caller contributes before the assistant is to answer; times count from its first sound, ms. */
export interface SpokenTurn {
  readonly kind: Kind;
  readonly pcm: Int16Array;
  readonly words: readonly SpokenWord[];
  readonly pauses: readonly number[];
  readonly lastSoundMs: number;
}

const MARK = /(…?\|)/u;
/** How often a caller pauses where a thought ends. */
const PAUSES = 0.6;
const MS_PER_LETTER = 62;
const SHORTEST_WORD_MS = 150;
const MS_PER_HAN = 200;

/** @param fresh its first sound is to be known: see `Voice.speak` */
export function speakSaying(
  saying: Saying,
  voice: Voice,
  sampleRate: number,
  random: () => number,
  fresh = false,
): SpokenTurn {
  const phrases = phrasesOf(saying, random);
  const words: SpokenWord[] = [];
  const sounds: Int16Array[] = [];
  let at = 0;
  for (const { texts, pauseMs } of phrases) {
    const lengths = texts.map(lengthOf);
    const wanted = lengths.reduce((sum, length) => sum + length, 0);
    const slice = voice.speak(wanted, random, fresh);
    const stretch = durationOf(slice.length, sampleRate) / wanted;
    let start = at;
    for (const [i, text] of texts.entries()) {
      const endMs = start + lengths[i]! * stretch;
      words.push({ text, startMs: start, endMs });
      start = endMs;
    }
    const silence = new Int16Array(samplesIn(pauseMs, sampleRate));
    sounds.push(slice, silence);
    at += durationOf(slice.length + silence.length, sampleRate);
  }
  const pauses = phrases.map(({ pauseMs }) => pauseMs).filter(ms => ms > 0);
  return { kind: saying.kind, pcm: join(sounds), words, pauses, lastSoundMs: words.at(-1)!.endMs };
}

/** A recording as it was spoken, with the pauses its speaker made. */
export function playRecording(recording: SpokenRecording, sampleRate: number): SpokenTurn {
  const first = recording.speech[0]![0];
  const last = recording.speech.at(-1)![1];
  const whole = sampleRate === BENCH_RATE ? recording.pcm : resample(recording.pcm, BENCH_RATE, sampleRate);
  const words =
    recording.words?.map(([start, end, text]) => ({ text, startMs: start - first, endMs: end - first })) ??
    spread(recording, first);
  const gaps = recording.speech.slice(1).map(([start], i) => start - recording.speech[i]![1]);
  return {
    kind: 'recording',
    pcm: whole.slice(samplesIn(first, sampleRate), samplesIn(last, sampleRate)),
    words,
    pauses: gaps.filter(gap => gap >= 200),
    lastSoundMs: last - first,
  };
}

/** The words of each phrase over its stretch of speech, as long as their letters. */
function spread({ phrases, language, speech }: SpokenRecording, first: number): SpokenWord[] {
  if (phrases.length !== speech.length)
    throw new Error('a recording has other stretches of speech than phrases');
  return phrases.flatMap((phrase, i) => {
    const texts = wordsIn(phrase, language.startsWith('zh'));
    const [start, end] = speech[i]!;
    const stretch = (end - start) / texts.reduce((sum, text) => sum + lengthOf(text), 0);
    let at = start - first;
    return texts.map(text => {
      const startMs = at;
      at += lengthOf(text) * stretch;
      return { text, startMs, endMs: at };
    });
  });
}

interface Phrase {
  readonly texts: readonly string[];
  /** After it; 0 at the end. */
  readonly pauseMs: number;
}

function phrasesOf({ kind, text }: Saying, random: () => number): Phrase[] {
  const pieces = text.split(MARK).map(piece => piece.trim());
  const marks = pieces.filter((_, i) => i % 2 === 1);
  const taken = marks.map(mark => mark.startsWith('…') || random() < PAUSES);
  if (marks.length > 0 && !taken.includes(true)) taken[Math.floor(random() * taken.length)] = true;
  const phrases: Phrase[] = [];
  let texts: string[] = [];
  for (const [i, piece] of pieces.filter((_, index) => index % 2 === 0).entries()) {
    texts.push(...wordsIn(piece, /\p{Script=Han}/u.test(text)));
    if (i < marks.length && !taken[i]) continue;
    const pause =
      kind === 'number' ? dictationPause : marks[i]?.startsWith('…') ? announcedPause : thinkingPause;
    phrases.push({ texts, pauseMs: i < marks.length ? Math.round(pause(random)) : 0 });
    texts = [];
  }
  return phrases;
}

const wordsIn = (text: string, han: boolean): string[] =>
  han ? [...text.replaceAll(/\s/gu, '')] : text.split(/\s+/u);

const lengthOf = (word: string): number =>
  /\p{Script=Han}/u.test(word) ? MS_PER_HAN : Math.max(SHORTEST_WORD_MS, word.length * MS_PER_LETTER);

function join(sounds: readonly Int16Array[]): Int16Array {
  const joined = new Int16Array(sounds.reduce((sum, sound) => sum + sound.length, 0));
  let at = 0;
  for (const sound of sounds) {
    joined.set(sound, at);
    at += sound.length;
  }
  return joined;
}
