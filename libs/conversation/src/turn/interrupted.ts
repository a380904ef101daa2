import { countWords, hearSilence, hearTranscript, newWords, wordsOf } from './heard';
import { commit } from './answering';
import { finalWait } from './hearing';
import { differs, holdBack } from './replying';
import { after, clear, concludes, hangUp, pushing, set, setUnlessOff, stay, step } from './step';
import type { Step } from './step';
import type { TurnEffect, TurnEvent } from './turn-event';
import type { TurnPolicy } from './turn-policy';
import { afterClosing, atRest, ground, mayInterrupt, utteranceOpen } from './turn-state';
import type { Interrupted, Replying } from './turn-state';

/** The caller speaks over the reply: meant, or not. */
export function interrupted(state: Interrupted, event: TurnEvent, policy: TurnPolicy): Step {
  switch (event.type) {
    case 'transcript':
      return words(state, event, policy);
    case 'speech-ended': {
      const heard = hearSilence(state.heard, event.at);
      const wait = Math.max(0, policy.endpointAfter(heard) - event.silentMs);
      return step({ ...state, heard, caller: 'silent' }, clear('interruption'), set('endpoint', wait));
    }
    case 'speech-started': {
      const heard = { ...state.heard, speechAt: event.at };
      const next: Interrupted = { ...state, heard, caller: 'speaking' };
      const watch = state.paused ? [setUnlessOff('interruption', policy.interruption.speechMs)] : [];
      if (state.caller === 'silent') return step(next, clear('endpoint'), ...watch);
      return step(next, clear('final'), { type: 'open-utterance' }, ...watch);
    }
    case 'timer':
      return outOfTime(state, event.name, policy);
    case 'interrupt':
      return interrupt(state, policy);
    case 'recognition-failed':
      return recogniserLost(state, policy);
    case 'reply-failed':
      return event.turn === state.turn ? interrupt(state, policy) : stay(state);
    case 'reply-played':
      return event.turn === state.turn ? played(state, event.endsCall, policy) : stay(state);
    case 'reply-dry':
      return event.turn === state.turn && !state.paused
        ? step(state, set('dead-air', policy.deadAirMs))
        : stay(state);
    case 'reply-goes-on':
      return event.turn === state.turn ? step(state, clear('dead-air')) : stay(state);
    case 'part-out': {
      if (event.turn !== state.turn) return stay(state);
      const { guarded, asks } = event;
      const reply = { ...state.reply, speaking: true, guarded, asked: asks };
      return after(pushing, holdBackIfFree({ ...state, reply }, policy));
    }
    default:
      return stay(state);
  }
}

/** What may be interrupted from now on is held back from now on, or dropped if the caller's words are in already. */
export function holdBackIfFree(state: Interrupted, policy: TurnPolicy): Step {
  if (state.paused || !mayInterrupt(state.reply, state)) return step(state);
  if (meant(state, policy)) return interrupt({ ...state, paused: true }, policy);
  if (state.caller === 'done') return step(state);
  const watch = holdBack(policy);
  return step(
    { ...state, paused: true },
    ...(state.caller === 'speaking' ? watch : [...watch, clear('interruption')]),
  );
}

/** So many words of an unstable partial are no beginning of "I see". */
const SURE_WORDS = 3;

/** Enough words, and not just "uh-huh", nor what may become it. The reply is paused meanwhile: there is time. */
function meant({ heard }: Interrupted, policy: TurnPolicy): boolean {
  const said = newWords(heard);
  const { words } = policy.interruption;
  const needed = heard.partial === '' || heard.stable ? words : Math.max(words, SURE_WORDS);
  return countWords(said) >= needed && said !== '' && !policy.isBackchannel(said);
}

function words(
  state: Interrupted,
  event: Extract<TurnEvent, { type: 'transcript' }>,
  policy: TurnPolicy,
): Step {
  const { transcript, at } = event;
  if (transcript.utterance < state.heard.firstUtterance) return lateWords(state, event, policy);
  const next: Interrupted = { ...state, heard: hearTranscript(state.heard, transcript, at) };
  const done = state.caller === 'closed' && concludes(transcript, state.utterance - 1);
  if (state.paused && meant(next, policy))
    return interrupt(done ? { ...next, caller: 'done' } : next, policy);
  return done ? falseAlarm(next, policy) : step(next);
}

/** The final words of the turn that is being answered. If they change it, what is said over it belongs to them. */
function lateWords(
  state: Interrupted,
  { transcript, at }: Extract<TurnEvent, { type: 'transcript' }>,
  policy: TurnPolicy,
): Step {
  const { reply } = state;
  if (reply.awaits === null || !reply.heard) return stay(state);
  const heard = hearTranscript(reply.heard, transcript, at);
  if (!concludes(transcript, reply.awaits)) return step({ ...state, reply: { ...reply, heard } });
  const next: Interrupted = { ...state, reply: { ...reply, heard, awaits: null } };
  if (!differs(reply, wordsOf(heard))) return step(next, clear('settle'));
  if (reply.speaking) {
    return step(next, clear('settle'), { type: 'correct-turn', turn: state.turn, text: wordsOf(heard) });
  }
  return interrupt(next, policy);
}

function outOfTime(state: Interrupted, timer: string, policy: TurnPolicy): Step {
  switch (timer) {
    case 'interruption':
      return policy.isBackchannel(newWords(state.heard)) ? step(state) : interrupt(state, policy);
    case 'settle':
      return step({ ...state, reply: { ...state.reply, settled: true } });
    case 'final':
      return falseAlarm(state, policy);
    case 'endpoint':
      return step(
        { ...state, caller: 'closed', utterance: state.utterance + 1 },
        { type: 'close-utterance' },
        set('final', finalWait(state.heard, policy)),
      );
    case 'hurry':
      return step(state, { type: 'hurry', turn: state.turn });
    // A reply that is to be heard to its end and does not come: the caller has the word anyway.
    case 'reply':
    case 'dead-air':
      return interrupt(state, policy);
    default:
      return stay(state);
  }
}

function played(state: Interrupted, endsCall: boolean, policy: TurnPolicy): Step {
  if (state.reply.ends !== null) return hangUp(state.reply.ends);
  if (endsCall) return hangUp('assistant');
  return callersTurn(state, [clear('interruption'), clear('settle'), ...pushing], policy);
}

/** It was meant: the reply is dropped, and the caller has the word. */
function interrupt(state: Interrupted, policy: TurnPolicy): Step {
  const { reply, turn } = state;
  const effects: TurnEffect[] = [
    { type: 'drop-reply', turn },
    { type: 'note-interruption', kind: 'real' },
    clear('interruption'),
    clear('settle'),
    ...pushing,
  ];
  if (reply.speaking || !reply.heard) return callersTurn(state, effects, policy);
  // Nothing of the reply was heard: the caller had only paused, and all of it is one turn.
  const silenceMs = Math.max(0, state.heard.speechAt - reply.heard.silentAt);
  const heard = { ...state.heard, before: wordsOf(reply.heard) };
  effects.push({ type: 'retract-turn', turn }, { type: 'note-pause', silenceMs });
  return callersTurn({ ...state, heard }, effects, policy);
}

/** Nothing was said after all, or only "uh-huh": the reply goes on where it stopped. */
function falseAlarm(state: Interrupted, policy: TurnPolicy): Step {
  if (!state.paused) return step({ ...state, caller: 'done' }, clear('final'), clear('endpoint'));
  const aside = newWords(state.heard) !== '' && state.reply.asked ? state.heard : state.reply.aside;
  const reply: Replying = { ...state.reply, ...ground(state), aside };
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
  const next = falseAlarm({ ...state, utterance: afterClosing(state) }, policy);
  return utteranceOpen(state) ? after([{ type: 'close-utterance' }], next) : next;
}

/** The reply is out of the way; go on with the caller's turn from where it has got to. */
function callersTurn(state: Interrupted, effects: readonly TurnEffect[], policy: TurnPolicy): Step {
  const { heard } = state;
  const base = ground(state);
  switch (state.caller) {
    case 'speaking':
      return step({ ...base, name: 'hearing', heard }, ...effects);
    case 'silent':
      return step({ ...base, name: 'pausing', heard, closed: false }, ...effects);
    case 'closed':
      return step({ ...base, name: 'pausing', heard, closed: true }, ...effects);
    case 'done':
      if (heard.before === '' && policy.isBackchannel(newWords(heard)))
        return step(atRest(state), ...effects);
      return after(effects, commit({ ...base, name: 'pausing', heard, closed: true }, false, policy));
  }
}
