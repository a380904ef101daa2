import type { CallerInput, Transcript } from '@app/core';
import {
  confidenceOf,
  countWords,
  hearSilence,
  hearTranscript,
  newWords,
  startHearing,
  wordsOf,
} from './heard';
import type { Heard } from './heard';
import { clear, hangUp, set, stay, step } from './step';
import type { Step } from './step';
import type { FallbackReason, TurnEffect, TurnEvent } from './turn-event';
import type { TurnPolicy } from './turn-policy';
import { afterClosing, ground, utteranceOpen } from './turn-state';
import type { Hearing, Interrupted, Listening, LiveState, Pausing, Replying, TurnState } from './turn-state';

/**
 * Who speaks, who listens, and what follows from what happens. Pure: every race of a call is settled in this file.
 * An event that means nothing in a state changes nothing there.
 */
export function turnMachine(state: TurnState, event: TurnEvent, policy: TurnPolicy): Step {
  if (state.name === 'closing') return stay(state);
  switch (event.type) {
    case 'hangup':
      return step({ name: 'closing', reason: event.reason }, { type: 'hang-up', reason: event.reason });
    case 'interruptible':
      return step({ ...state, interruptible: event.value });
    case 'text':
      return takeOver(state, { kind: 'text', text: event.text }, policy);
    case 'digit':
      return digit(state, event.digit, policy);
    case 'timer':
      if (event.name !== 'dtmf') break;
      return takeOver(state, { kind: 'dtmf', digits: state.digits.replace(/(?<=.)#$/, '') }, policy);
    default:
      break;
  }
  switch (state.name) {
    case 'listening':
      return listening(state, event, policy);
    case 'hearing':
      return hearing(state, event, policy);
    case 'pausing':
      return pausing(state, event, policy);
    case 'replying':
      return replying(state, event, policy);
    case 'interrupted':
      return interrupted(state, event, policy);
  }
}

function listening(state: Listening, event: TurnEvent, policy: TurnPolicy): Step {
  switch (event.type) {
    case 'speech-started': {
      const heard = startHearing(state.utterance, event.at);
      return step({ ...ground(state), name: 'hearing', heard }, { type: 'open-utterance' });
    }
    case 'say': {
      const turn = state.turn + 1;
      const reply: Replying = {
        ...ground(state),
        name: 'replying',
        turn,
        heard: null,
        speaking: false,
        fallback: false,
      };
      return step(reply, { type: 'say', turn, text: event.text }, set('reply', policy.replyWaitMs));
    }
    default:
      return stay(state);
  }
}

function hearing(state: Hearing, event: TurnEvent, policy: TurnPolicy): Step {
  switch (event.type) {
    case 'speech-ended': {
      const heard = hearSilence(state.heard, event.at);
      const pause: Pausing = { ...ground(state), name: 'pausing', heard, closed: false };
      return step(pause, set('endpoint', Math.max(0, policy.endpointAfter(heard) - event.silentMs)));
    }
    case 'transcript':
      return step({ ...state, heard: hearTranscript(state.heard, event.transcript) });
    case 'recognition-failed':
      return notHeard(state, policy);
    default:
      return stay(state);
  }
}

function pausing(state: Pausing, event: TurnEvent, policy: TurnPolicy): Step {
  switch (event.type) {
    case 'speech-started': {
      const again: Hearing = {
        ...ground(state),
        name: 'hearing',
        heard: { ...state.heard, speechAt: event.at },
      };
      return state.closed
        ? step(again, clear('final'), { type: 'open-utterance' })
        : step(again, clear('endpoint'));
    }
    case 'transcript': {
      const heard = hearTranscript(state.heard, event.transcript);
      const next: Pausing = { ...state, heard };
      return state.closed && concludes(event.transcript, state.utterance) ? commit(next, policy) : step(next);
    }
    case 'timer':
      if (event.name === 'final') return commit(state, policy);
      if (event.name !== 'endpoint') return stay(state);
      return step(
        { ...state, closed: true, utterance: state.utterance + 1 },
        { type: 'close-utterance' },
        set('final', policy.finalWaitMs),
      );
    case 'recognition-failed':
      return notHeard(state, policy);
    default:
      return stay(state);
  }
}

/** The caller's turn is over: answer it, unless it was only noise. */
function commit(state: Pausing, policy: TurnPolicy): Step {
  const text = wordsOf(state.heard);
  if (text === '' && state.heard.speechMs < policy.answerSpeechMs) {
    return step({ ...ground(state), name: 'listening' }, clear('final'));
  }
  const input: CallerInput = { kind: 'speech', text, confidence: confidenceOf(state.heard) };
  return answer(state, input, state.heard, [clear('final')], policy);
}

/** The recogniser died while the caller had the word: answer what was heard of it, else ask for it again. */
function notHeard(state: Hearing | Pausing, policy: TurnPolicy): Step {
  const leave = leaving(state);
  if (newWords(state.heard) !== '') {
    const input: CallerInput = {
      kind: 'speech',
      text: wordsOf(state.heard),
      confidence: confidenceOf(state.heard),
    };
    return answer(state, input, state.heard, leave, policy);
  }
  const turn = state.turn + 1;
  return fallBack({ ...replyTo(state, turn), heard: state.heard }, 'not-heard', leave, policy);
}

function replying(state: Replying, event: TurnEvent, policy: TurnPolicy): Step {
  switch (event.type) {
    case 'reply-started':
      if (event.turn !== state.turn) return stay(state);
      return step({ ...state, speaking: true }, clear('reply'));
    case 'reply-played':
      if (event.turn !== state.turn) return stay(state);
      if (event.endsCall) return hangUp();
      return step({ ...ground(state), name: 'listening' }, clear('reply'));
    case 'reply-failed':
      return event.turn === state.turn
        ? fallBack(state, 'reply-failed', [clear('reply')], policy)
        : stay(state);
    case 'timer':
      return event.name === 'reply' ? fallBack(state, 'reply-late', [], policy) : stay(state);
    case 'interrupt':
      return step(
        { ...ground(state), name: 'listening' },
        { type: 'drop-reply', turn: state.turn },
        { type: 'note-interruption', kind: 'real' },
        clear('reply'),
      );
    case 'speech-started': {
      const heard = startHearing(state.utterance, event.at);
      const over: Interrupted = {
        ...ground(state),
        name: 'interrupted',
        reply: state,
        heard,
        caller: 'speaking',
      };
      if (!state.interruptible) return step(over, { type: 'open-utterance' });
      return step(
        over,
        { type: 'open-utterance' },
        { type: 'pause-playout' },
        clear('reply'),
        set('interruption', policy.interruption.speechMs),
      );
    }
    default:
      return stay(state);
  }
}

function interrupted(state: Interrupted, event: TurnEvent, policy: TurnPolicy): Step {
  switch (event.type) {
    case 'transcript': {
      const next: Interrupted = { ...state, heard: hearTranscript(state.heard, event.transcript) };
      const done = state.caller === 'closed' && concludes(event.transcript, state.utterance);
      if (state.interruptible && countWords(newWords(next.heard)) >= policy.interruption.words) {
        return interrupt(done ? { ...next, caller: 'done' } : next, policy);
      }
      return done ? falseAlarm(next, policy) : step(next);
    }
    case 'speech-ended': {
      const heard = hearSilence(state.heard, event.at);
      const wait = Math.max(0, policy.endpointAfter(heard) - event.silentMs);
      return step({ ...state, heard, caller: 'silent' }, clear('interruption'), set('endpoint', wait));
    }
    case 'speech-started': {
      const next: Interrupted = {
        ...state,
        heard: { ...state.heard, speechAt: event.at },
        caller: 'speaking',
      };
      const watch = state.interruptible ? [set('interruption', policy.interruption.speechMs)] : [];
      if (state.caller === 'silent') return step(next, clear('endpoint'), ...watch);
      return step(next, clear('final'), { type: 'open-utterance' }, ...watch);
    }
    case 'timer':
      if (event.name === 'interruption') return interrupt(state, policy);
      if (event.name === 'final') return falseAlarm(state, policy);
      if (event.name !== 'endpoint') return stay(state);
      return step(
        { ...state, caller: 'closed', utterance: state.utterance + 1 },
        { type: 'close-utterance' },
        set('final', policy.finalWaitMs),
      );
    case 'interrupt':
      return interrupt(state, policy);
    case 'recognition-failed':
      return recogniserLost(state, policy);
    case 'reply-failed':
      return event.turn === state.turn ? interrupt(state, policy) : stay(state);
    case 'reply-played':
      if (event.turn !== state.turn) return stay(state);
      return event.endsCall ? hangUp() : callersTurn(state, [clear('interruption')], policy);
    case 'reply-started':
      if (event.turn !== state.turn) return stay(state);
      return step({ ...state, reply: { ...state.reply, speaking: true } }, clear('reply'));
    default:
      return stay(state);
  }
}

/** It was meant: the reply is dropped, and the caller has the word. */
function interrupt(state: Interrupted, policy: TurnPolicy): Step {
  const { reply } = state;
  const effects: TurnEffect[] = [
    { type: 'drop-reply', turn: state.turn },
    { type: 'note-interruption', kind: 'real' },
    clear('interruption'),
    clear('reply'),
  ];
  if (reply.speaking || !reply.heard) return callersTurn(state, effects, policy);
  const heard: Heard = { ...state.heard, before: wordsOf(reply.heard) };
  effects.push({ type: 'retract-turn', turn: state.turn });
  return callersTurn({ ...state, heard }, effects, policy);
}

/** Nothing was said after all: the reply goes on where it stopped. */
function falseAlarm(state: Interrupted, policy: TurnPolicy): Step {
  if (!state.interruptible) return step({ ...state, caller: 'done' }, clear('final'), clear('endpoint'));
  const reply: Replying = { ...state.reply, ...ground(state) };
  return step(
    reply,
    { type: 'resume-playout' },
    { type: 'note-interruption', kind: 'false' },
    clear('final'),
    clear('endpoint'),
    clear('interruption'),
    ...(reply.speaking ? [] : [set('reply', policy.replyWaitMs)]),
  );
}

function recogniserLost(state: Interrupted, policy: TurnPolicy): Step {
  const after = falseAlarm({ ...state, utterance: afterClosing(state) }, policy);
  return utteranceOpen(state)
    ? { ...after, effects: [{ type: 'close-utterance' }, ...after.effects] }
    : after;
}

/** The reply is out of the way; go on with the caller's turn from where it has got to. */
function callersTurn(state: Interrupted, effects: readonly TurnEffect[], policy: TurnPolicy): Step {
  const { heard } = state;
  switch (state.caller) {
    case 'speaking':
      return step({ ...ground(state), name: 'hearing', heard }, ...effects);
    case 'silent':
      return step({ ...ground(state), name: 'pausing', heard, closed: false }, ...effects);
    case 'closed':
      return step({ ...ground(state), name: 'pausing', heard, closed: true }, ...effects);
    case 'done': {
      const committed = commit({ ...ground(state), name: 'pausing', heard, closed: true }, policy);
      return { state: committed.state, effects: [...effects, ...committed.effects] };
    }
  }
}

/** Input that needs no listening: whatever goes on makes way for it. */
function takeOver(state: LiveState, input: CallerInput, policy: TurnPolicy): Step {
  return answer(state, input, null, leaving(state), policy);
}

function digit(state: LiveState, pressed: string, policy: TurnPolicy): Step {
  const digits = state.digits + pressed;
  const wait = set('dtmf', pressed === '#' ? 0 : policy.dtmfGapMs);
  const talking = state.name === 'replying' || state.name === 'interrupted';
  if (!talking || !state.interruptible) return step({ ...state, digits }, wait);
  const next: Listening = { ...ground(state), name: 'listening', digits, utterance: afterClosing(state) };
  return step(next, ...leaving(state), { type: 'note-interruption', kind: 'real' }, wait);
}

function answer(
  state: LiveState,
  input: CallerInput,
  heard: Heard | null,
  before: readonly TurnEffect[],
  policy: TurnPolicy,
): Step {
  const turn = state.turn + 1;
  return step(
    { ...replyTo(state, turn), heard },
    ...before,
    { type: 'start-reply', turn, input, heard },
    set('reply', policy.replyWaitMs),
  );
}

/** A reply that cannot be had is replaced by the prepared one; that too failing, the turn ends as it is. */
function fallBack(
  state: Replying,
  why: FallbackReason,
  before: readonly TurnEffect[],
  policy: TurnPolicy,
): Step {
  if (state.fallback) {
    return step(
      { ...ground(state), name: 'listening' },
      ...before,
      { type: 'drop-reply', turn: state.turn },
      { type: 'give-up', turn: state.turn },
    );
  }
  return step(
    { ...state, fallback: true },
    ...before,
    { type: 'say-fallback', turn: state.turn, why },
    set('reply', policy.replyWaitMs),
  );
}

const replyTo = (state: LiveState, turn: number): Replying => ({
  ...ground(state),
  name: 'replying',
  turn,
  utterance: afterClosing(state),
  digits: '',
  heard: null,
  speaking: false,
  fallback: false,
});

/** What has to be undone before a state is left for input of another kind. */
function leaving(state: LiveState): TurnEffect[] {
  const timers = (['endpoint', 'final', 'reply', 'interruption', 'dtmf'] as const).map(clear);
  const close: TurnEffect[] = utteranceOpen(state) ? [{ type: 'close-utterance' }] : [];
  const talking = state.name === 'replying' || state.name === 'interrupted';
  const drop: TurnEffect[] = talking ? [{ type: 'drop-reply', turn: state.turn }] : [];
  return [...close, ...drop, ...timers];
}

/** Whether this is the last word of the utterance that was closed last. */
const concludes = (transcript: Transcript, nextUtterance: number): boolean =>
  transcript.type === 'final' && transcript.last && transcript.utterance === nextUtterance - 1;
