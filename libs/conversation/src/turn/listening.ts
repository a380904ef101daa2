import { hearTranscript, newWords, startHearing } from './heard';
import { commit } from './answering';
import { concludes, set, stay, step } from './step';
import type { Step } from './step';
import type { PreparedSaying, TurnEvent } from './turn-event';
import type { TurnPolicy } from './turn-policy';
import { ground, newReply } from './turn-state';
import type { Listening } from './turn-state';

/** Nobody speaks. */
export function listening(state: Listening, event: TurnEvent, policy: TurnPolicy): Step {
  switch (event.type) {
    case 'speech-started': {
      const heard = startHearing(state.utterance, event.at);
      return step({ ...ground(state), name: 'hearing', heard }, { type: 'open-utterance' });
    }
    case 'say': {
      const turn = state.turn + 1;
      return step(
        newReply(state, { turn, attempt: 'reply', input: null, heard: null }),
        { type: 'say', turn, text: event.text },
        set('reply', policy.replyWaitMs),
      );
    }
    case 'transcript': {
      if (!state.unanswered) return stay(state);
      const heard = hearTranscript(state.unanswered, event.transcript, event.at);
      if (!concludes(event.transcript, state.utterance - 1)) return step({ ...state, unanswered: heard });
      if (newWords(heard) === '') return step({ ...state, unanswered: null });
      return commit({ ...ground(state), name: 'pausing', heard, closed: true }, false, policy);
    }
    case 'timer':
      if (event.name !== 'quiet') return stay(state);
      return state.prompted ? prompt(state, 'goodbye', policy) : prompt(state, 'idle-prompt', policy);
    default:
      return stay(state);
  }
}

function prompt(state: Listening, what: PreparedSaying, policy: TurnPolicy): Step {
  const turn = state.turn + 1;
  const ends = what === 'goodbye' ? 'idle' : null;
  const reply = newReply(state, { turn, attempt: 'prepared', input: null, heard: null, ends });
  return step(
    { ...reply, prompted: true },
    { type: 'say-prepared', turn, what },
    set('reply', policy.replyWaitMs),
  );
}
