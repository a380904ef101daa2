import type { CallerInput, CallSettings } from '@app/core';
import type { CallState } from './call-state';
import { interrupts } from './interrupts';
import { count, rung } from './ladder';
import { match } from './match';
import type { ScriptIndex } from './match';
import type { Intent, Script, ScriptAnswer } from './script';
import { fill, languageOf } from './wording';

/** What is said in a turn, and what is remembered after it. */
export interface ChosenAnswer {
  readonly text: string;
  readonly end: boolean;
  readonly state: CallState;
  /** The intent that was recognised; null when nothing was understood or a message was noted. */
  readonly intent: string | null;
  /** The message that was noted, whole and as the caller gave it. */
  readonly noted: string | null;
}

/** Where the answer comes from and what it changes, before it is put into words. */
interface Step {
  readonly answer: ScriptAnswer;
  readonly state: CallState;
  readonly intent?: Intent;
  readonly noted?: string;
}

/** One turn of the dialogue. Pure: the same script, state and words give the same answer. */
export function chooseAnswer(
  script: Script,
  index: ScriptIndex,
  before: CallState,
  input: CallerInput,
  settings: Pick<CallSettings, 'language' | 'profile'>,
): ChosenAnswer {
  const said = input.kind === 'dtmf' ? input.digits : input.text;
  const step = input.kind === 'dtmf' ? pressed(script, before, said) : spoken(script, index, before, said);
  const { answer, intent, noted } = step;
  const spokenLanguage = languageOf(said, settings.language);
  const wordless = input.kind === 'dtmf' || said.trim() === '';
  const language = wordless ? (before.language ?? spokenLanguage) : spokenLanguage;
  const repeated = intent?.repeats === true && before.lastAnswer !== '';
  const text = repeated
    ? before.lastAnswer
    : fill(answer.say, language, script.variables, settings.profile, noted);
  const message = answer.message && step.state.message !== 'offered' ? 'asked' : step.state.message;
  const state = { ...step.state, message, language, lastAnswer: text };
  return {
    text,
    end: answer.end && !repeated,
    state,
    intent: intent?.name ?? null,
    noted: noted === undefined ? null : said.trim(),
  };
}

function spoken(script: Script, index: ScriptIndex, state: CallState, said: string): Step {
  const found = match(index, said);
  const awaiting = isAwaiting(state);
  if (found && (!awaiting || interrupts(index, state, found, said))) return recognised(state, found.intent);
  if (!awaiting) return notUnderstood(script, state);
  return said.trim() === '' ? unheard(script, state) : noted(script, state, said);
}

function pressed(script: Script, state: CallState, digits: string): Step {
  const intent = script.intents.find(candidate => candidate.dtmf === digits);
  if (intent) return recognised(state, intent);
  const isNumber = digits.length >= SHORTEST_NUMBER && !/[*#]/.test(digits);
  if (isNumber && isAwaiting(state)) return noted(script, state, digits.split('').join(' '));
  return { answer: rung(script.unknownDigits, count(state, HINTS)), state: counted(state, HINTS) };
}

/** A message keyed in is a telephone number; fewer digits are a slip of the finger. */
const SHORTEST_NUMBER = 5;
/** Counts hints about the keypad; no name of an intent can hold a space. */
const HINTS = 'unknown digits';
const NOTED = 'messages noted';

const isAwaiting = ({ message }: CallState): boolean => message === 'asked' || message === 'offered';

function recognised(state: CallState, intent: Intent): Step {
  const answer = rung(intent.answers, count(state, intent.group));
  if (intent.repeats) return { answer, intent, state: { ...state, misunderstood: 0 } };
  const message = state.message === 'taken' ? 'taken' : stillAsked(state, intent) ? 'asked' : 'none';
  const understood: CallState = { ...counted(state, intent.group), misunderstood: 0, unheard: 0, message };
  return { answer, intent, state: understood };
}

/** Who asks something before leaving a message can still leave it; not so who is refused. */
const stillAsked = (state: CallState, intent: Intent): boolean =>
  isAwaiting(state) && intent.answers.some(answer => answer.message);

function notUnderstood(script: Script, state: CallState): Step {
  if (state.message === 'taken') return { answer: rung(script.message.closing, 0), state };
  const answer = rung(script.notUnderstood, state.misunderstood);
  const message = answer.message ? 'offered' : state.message;
  return { answer, state: { ...state, misunderstood: state.misunderstood + 1, message } };
}

function unheard(script: Script, state: CallState): Step {
  if (state.message === 'offered') return notUnderstood(script, { ...state, message: 'none' });
  const answer = rung(script.message.unheard, state.unheard);
  return { answer, state: { ...state, unheard: state.unheard + 1 } };
}

function noted(script: Script, state: CallState, said: string): Step {
  const answer = rung(script.message.noted, count(state, NOTED));
  const next: CallState = { ...counted(state, NOTED), misunderstood: 0, unheard: 0, message: 'taken' };
  return { answer, noted: said, state: next };
}

const counted = (state: CallState, key: string): CallState => ({
  ...state,
  counts: { ...state.counts, [key]: count(state, key) + 1 },
});
