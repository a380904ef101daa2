import { takeOver } from './answering';
import { hearing, pausing } from './hearing';
import { holdBackIfFree, interrupted } from './interrupted';
import { listening } from './listening';
import { replying } from './replying';
import { clear, hangUp, leaving, set, setUnlessOff, stay, step } from './step';
import type { Step } from './step';
import type { TurnEvent } from './turn-event';
import type { TurnPolicy } from './turn-policy';
import { afterClosing, atRest } from './turn-state';
import type { LiveState, TurnState } from './turn-state';

/**
 * Who speaks, who listens, and what follows from what happens. Pure: every race of a call is settled here, one file a
 * state. An event that means nothing in a state changes nothing there.
 */
export function turnMachine(state: TurnState, event: TurnEvent, policy: TurnPolicy): Step {
  if (state.name === 'closing') return stay(state);
  if (event.type === 'hangup') return hangUp(event.reason);
  const next =
    event.type === 'opened' ? opened(state, event.interruptible, policy) : live(state, event, policy);
  return watchQuiet(state, next, policy);
}

function opened(state: LiveState, interruptible: boolean, policy: TurnPolicy): Step {
  return step({ ...state, interruptible }, setUnlessOff('quiet', policy.quietPromptMs));
}

function live(state: LiveState, event: TurnEvent, policy: TurnPolicy): Step {
  switch (event.type) {
    case 'interruptible': {
      const next = { ...state, interruptible: event.value };
      return next.name === 'interrupted' ? holdBackIfFree(next, policy) : step(next);
    }
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

function digit(state: LiveState, pressed: string, policy: TurnPolicy): Step {
  const digits = state.digits + pressed;
  const wait = set('dtmf', pressed === '#' ? 0 : policy.dtmfGapMs);
  const talking = state.name === 'replying' || state.name === 'interrupted';
  const free = talking && state.interruptible && !(state.name === 'replying' ? state : state.reply).guarded;
  if (!free) return step({ ...state, digits }, wait);
  const next = { ...atRest(state), digits, utterance: afterClosing(state) };
  return step(next, ...leaving(state), { type: 'note-interruption', kind: 'real' }, wait);
}

/** Silence is counted from the moment at which nobody speaks or is about to. */
function watchQuiet(before: LiveState, next: Step, policy: TurnPolicy): Step {
  const { state } = next;
  if (state.name === 'listening') {
    if (before.name === 'listening' && before.digits === state.digits) return next;
    const wait = state.prompted ? policy.quietGoodbyeMs : policy.quietPromptMs;
    return { state, effects: [...next.effects, setUnlessOff('quiet', wait)] };
  }
  return before.name === 'listening' && state.name !== 'closing'
    ? { state, effects: [...next.effects, clear('quiet')] }
    : next;
}
