import { sameWords } from '../language/same-words';
import { hearSilence, hearTranscript, newWords, wordsAreStable, wordsOf } from './heard';
import type { Heard } from './heard';
import { commit, notHeard, spoken, withoutSpeculation } from './answering';
import { after, clear, concludes, set, stay, step } from './step';
import type { Step } from './step';
import type { TurnEffect, TurnEvent } from './turn-event';
import type { TurnPolicy } from './turn-policy';
import { ground } from './turn-state';
import type { Hearing, Pausing } from './turn-state';

/** The caller speaks. */
export function hearing(state: Hearing, event: TurnEvent, policy: TurnPolicy): Step {
  switch (event.type) {
    case 'speech-ended': {
      const heard = hearSilence(state.heard, event.at);
      const pause: Pausing = { ...ground(state), name: 'pausing', heard, closed: false };
      const wait = set('endpoint', Math.max(0, policy.endpointAfter(heard) - event.silentMs));
      return after([wait], speculate(pause, policy));
    }
    case 'transcript': {
      const heard = hearTranscript(state.heard, event.transcript, event.at);
      if (soundsWhole(heard, policy)) return speculate({ ...state, heard }, policy);
      const [kept, effects] = dropStale(heard);
      return step({ ...state, heard: kept }, ...effects);
    }
    case 'recognition-failed':
      return notHeard(state, event.lasting, policy);
    default:
      return stay(state);
  }
}

/**
 * The recogniser expects no more of words that need no more: the caller has fallen silent, which voice activity notices
 * later than recognisers do, as it lets closed consonants pass.
 */
const soundsWhole = (heard: Heard, policy: TurnPolicy): boolean =>
  heard.stable && heard.partial !== '' && policy.endpointAfter(heard) <= policy.promptMs;

/** The caller is silent, and has or has not finished. */
export function pausing(state: Pausing, event: TurnEvent, policy: TurnPolicy): Step {
  switch (event.type) {
    case 'speech-started': {
      const heard = { ...state.heard, speechAt: event.at };
      const again: Hearing = { ...ground(state), name: 'hearing', heard };
      const pause: TurnEffect = {
        type: 'note-pause',
        silenceMs: Math.max(0, event.at - state.heard.silentAt),
      };
      return state.closed
        ? step(again, clear('final'), pause, { type: 'open-utterance' })
        : step(again, clear('endpoint'), pause);
    }
    case 'transcript': {
      const next: Pausing = { ...state, heard: hearTranscript(state.heard, event.transcript, event.at) };
      if (!state.closed) return reconsider(next, event.at, policy);
      return concludes(event.transcript, state.utterance - 1) ? commit(next, false, policy) : step(next);
    }
    case 'timer':
      if (event.name === 'final') return commit(state, true, policy);
      if (event.name !== 'endpoint') return stay(state);
      return step(
        { ...state, closed: true, utterance: state.utterance + 1 },
        { type: 'close-utterance' },
        set('final', finalWait(state.heard, policy)),
      );
    case 'recognition-failed':
      return notHeard(state, event.lasting, policy);
    default:
      return stay(state);
  }
}

/** Recognisers can be late by seconds: words that will hardly change are not waited for long. */
export function finalWait(heard: Heard, { finalWait: wait }: TurnPolicy): number {
  if (newWords(heard) === '') return wait.wordlessMs;
  return wordsAreStable(heard) ? wait.stableMs : wait.unstableMs;
}

/** New words during a silence: how long it may last is another question now, and so is what to prepare. */
function reconsider(state: Pausing, now: number, policy: TurnPolicy): Step {
  const silentMs = Math.max(0, now - state.heard.silentAt);
  const wait = set('endpoint', Math.max(0, policy.endpointAfter(state.heard) - silentMs));
  return after([wait], speculate(state, policy));
}

/** Answers ahead of the endpoint what will probably be committed. */
function speculate(state: Hearing | Pausing, policy: TurnPolicy): Step {
  const [heard, effects] = dropStale(state.heard);
  if (
    heard.speculation !== null ||
    heard.speculations >= policy.speculations ||
    !wordsAreStable(heard) ||
    !policy.maySpeculate()
  ) {
    return step({ ...state, heard }, ...effects);
  }
  const next = { ...heard, speculation: wordsOf(heard), speculations: heard.speculations + 1 };
  const begin: TurnEffect = { type: 'speculate', turn: state.turn + 1, input: spoken(heard) };
  return step({ ...state, heard: next }, ...effects, begin);
}

/** A speculation on other words is of no use any more. */
function dropStale(heard: Heard): [Heard, TurnEffect[]] {
  if (heard.speculation === null || sameWords(heard.speculation, wordsOf(heard))) return [heard, []];
  return [{ ...heard, speculation: null }, withoutSpeculation(heard)];
}
