import type { Profile } from '@app/core';
import { hasHan } from './normalise';
import type { Language, Script, Wording } from './script';

const VARIABLE = /\{([^{}]*)\}/g;
const SENTENCE = /[^.!?。！？；…]*[.!?。！？；…]+["'”’」』）)]*\s*|[^.!?。！？；…]+$/gu;
/** A message is said back to the caller; nobody wants to hear minutes of it. */
const LONGEST_MESSAGE = 120;

/** Han text is answered in Chinese, anything else in the language of the call. */
export function languageOf(text: string, callLanguage: string): Language {
  return hasHan(text) || /^zh\b/i.test(callLanguage) ? 'zh' : 'en';
}

/** Fills in what the profile knows, else what the script says; `{message}` is what the caller said. */
export function fill(
  wording: Wording,
  language: Language,
  variables: Script['variables'],
  profile: Profile,
  message = '',
): string {
  return wording[language].replace(VARIABLE, (_whole, name: string) => {
    if (name === 'message') return shortened(message);
    const own = String(Object.hasOwn(profile, name) ? profile[name] : '').trim();
    return own === '' ? (variables[name]?.[language] ?? '') : own;
  });
}

/** One piece per sentence; put together they are the text again. */
export const sentencesOf = (text: string): string[] => text.match(SENTENCE) ?? [];

function shortened(message: string): string {
  const plain = message
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[.!?。！？]+$/u, '');
  return plain.length <= LONGEST_MESSAGE ? plain : `${plain.slice(0, LONGEST_MESSAGE)}…`;
}
