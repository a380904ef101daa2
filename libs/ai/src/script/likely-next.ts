import type { CallSettings, Profile } from '@app/core';
import type { CallState } from './call-state';
import { count, rung } from './ladder';
import type { Ladder, Language, Script, ScriptAnswer } from './script';
import { fill, languageOf } from './wording';

/**
 * What may be said in the next turn, likeliest first: what follows a message that was asked for,
 * then what is said to those who were not understood, then the answers to whatever else there is in the script.
 */
export function likelyNext(script: Script, state: CallState, settings: Voiced): string[] {
  const language = state.language ?? languageOf('', settings.language);
  const { message } = state;
  const waits = message === 'asked' || message === 'offered';
  const known = script.intents.filter(({ repeats }) => !repeats);
  const answers = [
    ...(waits ? [rung(script.message.noted, 0), rung(script.message.unheard, state.unheard)] : []),
    rung(script.notUnderstood, state.misunderstood),
    ...known.map(intent => rung(intent.answers, count(state, intent.group))),
  ];
  return texts(script, answers, language, settings.profile);
}

/** Every answer of the script that is known before anybody calls; what is said first comes first. */
export function fixedAnswers(script: Script, settings: Voiced): string[] {
  const { message, notUnderstood, unknownDigits, intents } = script;
  const ladders: readonly Ladder[] = [
    ...intents.map(intent => intent.answers),
    notUnderstood,
    message.unheard,
    message.noted,
    message.closing,
    unknownDigits,
  ];
  // The first rungs of all ladders before the second ones.
  const longest = Math.max(...ladders.map(ladder => ladder.length));
  const answers = Array.from({ length: longest }, (_, at) =>
    ladders.flatMap(ladder => ladder[at] ?? []),
  ).flat();
  return texts(script, answers, languageOf('', settings.language), settings.profile);
}

type Voiced = Pick<CallSettings, 'language' | 'profile'>;

/** Without those that say back what the caller says: that cannot be known before. */
function texts(
  script: Script,
  answers: readonly ScriptAnswer[],
  language: Language,
  profile: Profile,
): string[] {
  const said = answers
    .filter(({ say }) => !say[language].includes('{message}'))
    .map(({ say }) => fill(say, language, script.variables, profile).trim());
  return [...new Set(said)];
}
