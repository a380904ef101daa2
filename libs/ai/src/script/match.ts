import { distance } from 'fastest-levenshtein';
import { hasHan, normalise } from './normalise';
import { KEYWORD_THRESHOLD, languages } from './script';
import type { Intent, Script } from './script';

/** Why an intent was recognised: the whole utterance, nearly the whole, most of it, or single words. */
export type MatchReason = 'exact' | 'fuzzy' | 'part' | 'keywords';

export interface Match {
  readonly intent: Intent;
  /** 0–1, comparable among reasons; 1 is exact. */
  readonly score: number;
  readonly reason: MatchReason;
  /** The phrase or the keywords of the script that it was recognised by. */
  readonly by: string;
}

interface IndexedPhrase {
  readonly intent: Intent;
  readonly text: string;
  readonly han: boolean;
}

interface IndexedKeywords {
  readonly intent: Intent;
  readonly keywords: readonly {
    readonly text: string;
    readonly weight: number;
    found(text: string): boolean;
  }[];
}

/** A script prepared for matching. */
export interface ScriptIndex {
  readonly exact: ReadonlyMap<string, Intent>;
  readonly phrases: readonly IndexedPhrase[];
  readonly keywords: readonly IndexedKeywords[];
}

/** Shares of equal characters from which two texts count as the same. Han says more with fewer characters. */
const SIMILAR = { latin: 0.8, han: 0.75 };
/** A shorter phrase would resemble too much by chance. */
const SHORTEST_FUZZY = { latin: 8, han: 4 };
/** A phrase within an utterance counts when it makes up this share of it. */
const LARGE_PART = 0.6;
/** In characters; no piece of an utterance that is longer is looked up. */
const LONGEST_PHRASE = 80;
/** Longer utterances are cut: nobody says why they call in the five hundredth character. */
const LONGEST = 500;

export function indexScript(script: Script): ScriptIndex {
  const exact = new Map<string, Intent>();
  const phrases: IndexedPhrase[] = [];
  for (const intent of script.intents) {
    for (const language of languages) {
      for (const phrase of [...intent.phrases[language], ...intent.short[language]]) {
        const text = normalise(phrase);
        if (!exact.has(text)) exact.set(text, intent);
      }
      for (const phrase of intent.phrases[language]) {
        const text = normalise(phrase);
        phrases.push({ intent, text, han: hasHan(text) });
      }
    }
  }
  return { exact, phrases, keywords: script.intents.map(indexKeywords) };
}

/** The intent that fits best what was said, or null: then it was not understood. */
export function match(index: ScriptIndex, said: string): Match | null {
  const text = normalise(said.slice(0, LONGEST));
  if (text === '') return null;
  const exact = index.exact.get(text);
  if (exact) return { intent: exact, score: 1, reason: 'exact', by: text };
  let best: Match | null = null;
  for (const candidate of candidates(index, text)) if (candidate.score > (best?.score ?? 0)) best = candidate;
  return best;
}

/**
 * Whether phrases and short forms of the script, one after another, are all that was said: "okay, thank you, goodbye".
 * Then there is no message in it.
 */
export function isMadeOfPhrases(index: ScriptIndex, said: string): boolean {
  const text = normalise(said.slice(0, LONGEST));
  const ends = new Set([0]);
  for (let end = 1; end <= text.length; end++) {
    if (!isBoundary(text, end)) continue;
    if ([...ends].some(from => end - from <= LONGEST_PHRASE && index.exact.has(text.slice(from, end).trim())))
      ends.add(end);
  }
  return text !== '' && ends.has(text.length);
}

const isBoundary = (text: string, at: number): boolean =>
  at === text.length || text[at] === ' ' || hasHan(text.slice(at - 1, at + 1));

function* candidates(index: ScriptIndex, text: string): Generator<Match> {
  for (const { intent, text: phrase, han } of index.phrases) {
    const similar = similarity(text, phrase, han);
    if (similar > 0) yield { intent, score: similar, reason: 'fuzzy', by: phrase };
    const share = phrase.length / text.length;
    if (share >= LARGE_PART && share < 1 && within(text, phrase, han))
      yield { intent, score: 0.7 + 0.3 * share, reason: 'part', by: phrase };
  }
  for (const { intent, keywords } of index.keywords) {
    const found = keywords.filter(keyword => keyword.found(text));
    const weight = found.reduce((sum, keyword) => sum + keyword.weight, 0);
    if (weight < KEYWORD_THRESHOLD) continue;
    const by = found.map(keyword => keyword.text).join(', ');
    yield {
      intent,
      score: Math.min(0.95, 0.6 + 0.05 * (weight - KEYWORD_THRESHOLD)),
      reason: 'keywords',
      by,
    };
  }
}

/** Levenshtein distance as a share of the longer text, turned round; 0 where the texts count as different. */
function similarity(text: string, phrase: string, han: boolean): number {
  const kind = han ? 'han' : 'latin';
  const longer = Math.max(text.length, phrase.length);
  const shorter = Math.min(text.length, phrase.length);
  if (shorter < SHORTEST_FUZZY[kind] || shorter < longer * SIMILAR[kind]) return 0;
  const similar = 1 - distance(text, phrase) / longer;
  return similar >= SIMILAR[kind] ? similar : 0;
}

const within = (text: string, phrase: string, han: boolean): boolean =>
  han ? text.includes(phrase) : ` ${text} `.includes(` ${phrase} `);

function indexKeywords(intent: Intent): IndexedKeywords {
  const keywords = languages
    .flatMap(language => intent.keywords[language])
    .map(({ text, weight }) => ({
      text,
      weight,
      found: finder(text),
    }));
  return { intent, keywords };
}

function finder(keyword: string): (text: string) => boolean {
  const plain = normalise(keyword);
  if (hasHan(plain)) return text => text.includes(plain);
  const end = keyword.endsWith('*') ? '' : ' ';
  return text => ` ${text} `.includes(` ${plain}${end}`);
}
