import { randomUUID } from 'node:crypto';
import type { Millis } from '@app/core';
import { ticks } from '../wire/ticks';
import type { RecognitionRequest } from './recognition-request';
import type { Heard } from './recognizer';

export interface PhrasePlace {
  /** From the beginning of the turn's audio. */
  readonly onsetMs: Millis;
  readonly spokenMs: Millis;
}

/** The body of `speech.hypothesis`. */
export const hypothesis = (
  text: string,
  { onsetMs, spokenMs }: PhrasePlace,
  request: RecognitionRequest,
): object => ({
  Id: newId(),
  Text: lexical(text),
  Offset: ticks(onsetMs),
  Duration: ticks(spokenMs),
  ...primaryLanguage(request, null),
});

/** The body of `speech.phrase` for something that was understood; empty texts are texts too. */
export function success(heard: Heard, place: PhrasePlace, request: RecognitionRequest): object {
  const display = displayed(heard.text);
  const common = {
    ...head('Success', place),
    DisplayText: display,
    ...primaryLanguage(request, heard.language),
  };
  if (!request.detailed) return common;
  const best = {
    Confidence: heard.confidence,
    Lexical: lexical(heard.text),
    ITN: lexical(heard.text),
    MaskedITN: lexical(heard.text),
    Display: display,
    ...(request.wordTimes ? { Words: wordTimes(heard, place) } : {}),
  };
  return { ...common, NBest: [best] };
}

/** The body of `speech.phrase` for everything else: NoMatch, InitialSilenceTimeout, errors. */
export const failure = (status: string, place: PhrasePlace): object => ({
  ...head(status, place),
  DisplayText: '',
});

const head = (status: string, { onsetMs, spokenMs }: PhrasePlace): object => ({
  Id: newId(),
  RecognitionStatus: status,
  Offset: ticks(onsetMs),
  Duration: ticks(spokenMs),
});

const newId = (): string => randomUUID().replaceAll('-', '');

/** Only where the client asked to tell languages apart. */
const primaryLanguage = ({ candidates, language }: RecognitionRequest, heard: string | null): object =>
  candidates.length === 0 ? {} : { PrimaryLanguage: { Language: heard ?? language, Confidence: 'High' } };

const wordTimes = ({ words }: Heard, { onsetMs }: PhrasePlace): object[] =>
  words.map(({ text, startMs, endMs }) => ({
    Word: lexical(text),
    Offset: ticks(onsetMs + startMs),
    Duration: ticks(endMs - startMs),
  }));

/** Words as they are said: lower case, without marks. */
export const lexical = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}' ]/gu, '')
    .replace(/ +/g, ' ')
    .trim();

/** Words as they are shown: a text that has no capitals or marks of its own gets those of a sentence. */
export function displayed(text: string): string {
  if (text === '' || /[\p{Lu}.?!,。？！]/u.test(text)) return text;
  return /^\p{Ll}/u.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}.` : text;
}
