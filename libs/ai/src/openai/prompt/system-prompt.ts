import type { CallSettings, Profile } from '@app/core';
import { rules } from './persona';

/** Of one profile value: nobody needs a novel to take a call. */
const LONGEST_VALUE = 500;

/** What the assistant must not recite: who it is and how it was told to behave. What it knows it may tell. */
export const keptInstructions = (persona: string, settings: CallSettings): string =>
  [persona, ...rules, settings.instructions ?? ''].join('\n');

/** The same for every turn of a call, unless its settings change, so that the service can cache it. */
export function systemPrompt(persona: string, settings: CallSettings): string {
  const parts = [persona, rules.map(rule => `- ${rule}`).join('\n'), languageRule(settings.language)];
  if (settings.instructions) parts.push(`For this call: ${settings.instructions}`);
  const known = knowledge(settings.profile);
  if (known !== '{}') parts.push(`What you know, as JSON; tell of it only what the caller needs: ${known}`);
  return parts.join('\n\n');
}

function languageRule(language: string): string {
  return `Speak ${languageName(language)}, unless the caller speaks another language: then speak that one.`;
}

/** Made once: making it takes longer than all the rest of a prompt. */
const englishNames = new Intl.DisplayNames('en', { type: 'language' });

/** English name of a language tag; the tag itself where it is none. */
function languageName(tag: string): string {
  try {
    return englishNames.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function knowledge(profile: Profile): string {
  const entries = Object.entries(profile).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.slice(0, LONGEST_VALUE) : value,
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}
