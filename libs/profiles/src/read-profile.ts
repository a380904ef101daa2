import type { Profile, SettingsPatch } from '@app/core';

const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;
const LONGEST_TEXT = 4000;

/**
 * What of this can be a caller's profile: `language`, `voice`, `greeting`, `instructions`, and under `profile` names with
 * texts, numbers and truth values. Whatever else there is, and what has another form, is left out.
 */
export function readProfile(json: unknown): SettingsPatch | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  const { language, voice, greeting, instructions, profile } = json as Record<string, unknown>;
  return {
    ...(typeof language === 'string' && LANGUAGE.test(language) && { language }),
    ...(isText(voice) && { voice }),
    ...(isText(greeting) && { greeting }),
    ...(isText(instructions) && { instructions }),
    ...(typeof profile === 'object' && profile !== null && { profile: knownOf(profile) }),
  };
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT;

const knownOf = (profile: object): Profile =>
  Object.fromEntries(
    Object.entries(profile).filter(
      ([, value]) => isText(value) || typeof value === 'number' || typeof value === 'boolean',
    ) as [string, string | number | boolean][],
  );
