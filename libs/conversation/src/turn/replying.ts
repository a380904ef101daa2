import { sameWords } from '../language/same-words';
import { hearTranscript, startHearing, wordsOf } from './heard';
import { answer, askAgain, commit, fallBack, spoken } from './answering';
import { after, clear, concludes, hangUp, pushing, set, setUnlessOff, stay, step } from './step';
import type { Step } from './step';
import type { TurnEffect, TurnEvent } from './turn-event';
import type { TurnPolicy } from './turn-policy';
import { atRest, ground, mayInterrupt } from './turn-state';
import type { Interrupted, Replying } from './turn-state';

/** The assistant thinks or speaks. */
export function replying(state: Replying, event: TurnEvent, policy: TurnPolicy): Step {
  switch (event.type) {
    case 'part-out':
      return event.turn === state.turn ? partOut(state, event, policy) : stay(state);
    case 'reply-dry':
      return event.turn === state.turn && state.speaking
        ? step(state, set('dead-air', policy.deadAirMs))
        : stay(state);
    case 'reply-goes-on':
      return event.turn === state.turn ? step(state, clear('dead-air')) : stay(state);
    case 'reply-played':
      return event.turn === state.turn ? played(state, event.endsCall, policy) : stay(state);
    case 'reply-failed':
      return event.turn === state.turn
        ? fallBack(state, event.overloaded ? 'overloaded' : 'reply-failed', policy)
        : stay(state);
    case 'timer':
      return outOfTime(state, event.name, policy);
    case 'transcript':
      return lateWords(state, event, policy);
    case 'interrupt':
      return step(
        atRest(state),
        { type: 'drop-reply', turn: state.turn },
        { type: 'note-interruption', kind: 'real' },
        clear('settle'),
        ...pushing,
      );
    case 'speech-started': {
      const paused = mayInterrupt(state, state);
      const over: Interrupted = {
        ...ground(state),
        name: 'interrupted',
        reply: state,
        heard: startHearing(state.utterance, event.at),
        paused,
        caller: 'speaking',
      };
      return step(over, { type: 'open-utterance' }, ...(paused ? holdBack(policy) : []));
    }
    default:
      return stay(state);
  }
}

/** The reply waits until it is clear whether the caller means to interrupt it; speech that lasts does. */
export const holdBack = (policy: TurnPolicy): TurnEffect[] => [
  { type: 'pause-playout' },
  ...pushing,
  setUnlessOff('interruption', policy.interruption.speechMs),
];

function partOut(
  state: Replying,
  { guarded, asks }: Extract<TurnEvent, { type: 'part-out' }>,
  policy: TurnPolicy,
): Step {
  const next: Replying = { ...state, speaking: true, guarded, asked: asks };
  const settle = state.awaits === null || state.speaking ? [] : [set('settle', policy.supersedeMs)];
  return step(next, ...pushing, ...settle);
}

function played(state: Replying, endsCall: boolean, policy: TurnPolicy): Step {
  if (state.ends !== null) return hangUp(state.ends);
  if (endsCall) return hangUp('assistant');
  const rest: TurnEffect[] = [clear('settle'), ...pushing];
  if (!state.aside) return step(atRest(state), ...rest);
  return after(
    rest,
    commit({ ...ground(state), name: 'pausing', heard: state.aside, closed: true }, false, policy),
  );
}

function outOfTime(state: Replying, timer: string, policy: TurnPolicy): Step {
  const { turn, input } = state;
  switch (timer) {
    case 'hurry':
      return step(state, { type: 'hurry', turn });
    case 'filler':
      return step(state, { type: 'say-filler', turn });
    case 'settle':
      return step({ ...state, settled: true });
    case 'reply':
      return fallBack(state, 'reply-late', policy);
    case 'dead-air': {
      const drop: TurnEffect = { type: 'drop-reply', turn };
      if (state.attempt === 'reply' && input !== null) return after([drop], askAgain(state, input, policy));
      if (input === null && state.ends === null) return step(atRest(state), { type: 'note-dead-air' }, drop);
      return after([drop], fallBack({ ...state, attempt: 'again' }, 'reply-late', policy));
    }
    default:
      return stay(state);
  }
}

/**
 * The turn was committed on a partial and now its final words are here. Other words get another reply, as long as the
 * caller has heard next to nothing of this one.
 */
function lateWords(
  state: Replying,
  { transcript, at }: Extract<TurnEvent, { type: 'transcript' }>,
  policy: TurnPolicy,
): Step {
  if (state.awaits === null || state.heard === null || transcript.utterance > state.awaits)
    return stay(state);
  const heard = hearTranscript(state.heard, transcript, at);
  if (!concludes(transcript, state.awaits)) return step({ ...state, heard });
  const known: Replying = { ...state, heard, awaits: null };
  if (!differs(state, wordsOf(heard))) return step(known, clear('settle'));
  if (state.settled || state.guarded) {
    return step(known, { type: 'correct-turn', turn: state.turn, text: wordsOf(heard) });
  }
  const { turn } = state;
  const unsay: TurnEffect[] = [
    { type: 'drop-reply', turn },
    { type: 'retract-turn', turn },
  ];
  return answer(known, spoken(heard), heard, null, [...unsay, clear('settle'), ...pushing], policy);
}

/** Whether these words, if there are any, are others than those that are being answered. */
export const differs = ({ input }: Replying, words: string): boolean =>
  words !== '' && input?.kind === 'speech' && !sameWords(input.text, words);
