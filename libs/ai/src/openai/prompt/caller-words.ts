import type { CallerInput } from '@app/core';

/** Characters of a turn that count: more than two minutes of speech. */
export const LONGEST_TURN = 2000;
/** Below this the recogniser itself would not bet on its words. */
const UNSURE_BELOW = 0.5;

/** What the caller contributed, marked as such, so that none of it can pass for instructions. */
export function markedInput(input: CallerInput, interrupts: boolean): string {
  if (input.kind === 'dtmf') return `<keypad>${plain(input.digits)}</keypad>`;
  if (input.text.trim() === '') return '<unclear/>';
  return markedWords(input.text, interrupts, input.kind === 'speech' && input.confidence < UNSURE_BELOW);
}

export function markedWords(text: string, interrupts: boolean, unsure = false): string {
  const attributes = `${unsure ? ' unsure="yes"' : ''}${interrupts ? ' interrupts="yes"' : ''}`;
  return `<caller${attributes}>${plain(text)}</caller>`;
}

/** What the service itself has to say about the conversation; callers cannot write it, since they have no brackets. */
export const note = (text: string): string => `<note>${text}</note>`;

/** Angle brackets are not spoken; in typed text they could close the mark. */
const plain = (text: string): string =>
  text.slice(0, LONGEST_TURN).replaceAll('<', '‹').replaceAll('>', '›').trim();
