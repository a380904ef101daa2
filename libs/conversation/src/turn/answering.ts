import type { CallerInput } from '@app/core';
import { sameWords } from '../language/same-words';
import { confidenceOf, wordsOf } from './heard';
import type { Heard } from './heard';
import { after, clear, hangUp, leaving, pushing, set, setUnlessOff, step } from './step';
import type { Step } from './step';
import type { FallbackReason, TurnEffect } from './turn-event';
import type { TurnPolicy } from './turn-policy';
import { afterClosing, atRest, newReply } from './turn-state';
import type { Hearing, LiveState, Pausing, Replying } from './turn-state';

export const spoken = (heard: Heard): CallerInput => ({
  kind: 'speech',
  text: wordsOf(heard),
  confidence: confidenceOf(heard),
});

/** The caller's turn is over: answer it, unless it was only noise. `early`: its final words have not come. */
export function commit(state: Pausing, early: boolean, policy: TurnPolicy): Step {
  const { heard } = state;
  if (wordsOf(heard) === '' && heard.speechMs < policy.answerSpeechMs) {
    return step(atRest(state, early ? heard : null), ...withoutSpeculation(heard), clear('final'));
  }
  const awaits = early ? state.utterance - 1 : null;
  return answer(state, spoken(heard), heard, awaits, [clear('final')], policy);
}

/** The recogniser died while the caller had the word: answer what was heard of it, else ask for it again. */
export function notHeard(state: Hearing | Pausing, lasting: boolean, policy: TurnPolicy): Step {
  if (wordsOf(state.heard) !== '') {
    return answer(state, spoken(state.heard), state.heard, null, closing(state), policy);
  }
  const turn = state.turn + 1;
  const heard = { ...state.heard, speculation: null };
  const reply = newReply(state, {
    turn,
    attempt: 'reply',
    input: null,
    heard,
    utterance: afterClosing(state),
  });
  return after(leaving(state), fallBack(reply, lasting ? 'cannot-hear' : 'not-heard', policy));
}

/** What a pause leaves behind, its speculation apart. */
const closing = (state: Hearing | Pausing): TurnEffect[] =>
  leaving(state).filter(effect => effect.type !== 'drop-speculation');

/** Input that needs no listening: whatever goes on makes way for it. */
export function takeOver(state: LiveState, input: CallerInput, policy: TurnPolicy): Step {
  return answer(state, input, null, null, [...leaving(state), clear('dtmf')], policy);
}

/** Commits a turn. A speculation with the same words becomes its reply. */
export function answer(
  state: LiveState,
  input: CallerInput,
  heard: Heard | null,
  awaits: number | null,
  before: readonly TurnEffect[],
  policy: TurnPolicy,
): Step {
  const turn = state.turn + 1;
  const speculated =
    heard !== null &&
    heard.speculation !== null &&
    input.kind === 'speech' &&
    sameWords(heard.speculation, input.text);
  const settled = heard && { ...heard, speculation: null };
  const reply = newReply(state, {
    turn,
    attempt: 'reply',
    input,
    heard: settled,
    awaits,
    utterance: afterClosing(state),
    digits: input.kind === 'speech' ? state.digits : '',
    prompted: false,
  });
  return step(
    reply,
    ...before,
    ...(heard && !speculated ? withoutSpeculation(heard) : []),
    { type: 'start-reply', turn, input, heard: settled, speculated },
    setUnlessOff('hurry', policy.hurryMs),
    setUnlessOff('filler', policy.fillerAfter(heard)),
    set('reply', policy.replyWaitMs),
  );
}

/**
 * The next rung of the ladder: a prepared answer in place of the reply; then the same question once more; then an
 * apology, with which the call ends. Whoever still hears nothing is not kept waiting.
 */
export function fallBack(state: Replying, why: FallbackReason, policy: TurnPolicy): Step {
  const { turn, input } = state;
  if (state.attempt === 'reply') {
    return step(
      { ...state, attempt: 'prepared' },
      ...pushing,
      { type: 'say-prepared', turn, what: why },
      set('reply', policy.replyWaitMs),
    );
  }
  if (state.attempt === 'apology' || state.ends !== null) return hangUp(state.ends ?? 'error');
  if (state.attempt === 'prepared' && input !== null) return askAgain(state, input, policy);
  return step(
    { ...state, attempt: 'apology', ends: 'error' },
    ...pushing,
    { type: 'note-dead-air' },
    { type: 'say-prepared', turn, what: 'apology' },
    set('reply', policy.replyWaitMs),
  );
}

export const askAgain = (state: Replying, input: CallerInput, policy: TurnPolicy): Step =>
  step(
    { ...state, attempt: 'again' },
    ...pushing,
    { type: 'note-dead-air' },
    { type: 'ask-again', turn: state.turn, input },
    { type: 'say-filler', turn: state.turn },
    set('reply', policy.replyWaitMs),
  );

export const withoutSpeculation = (heard: Heard): TurnEffect[] =>
  heard.speculation === null ? [] : [{ type: 'drop-speculation' }];
