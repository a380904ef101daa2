/** The languages an answer is written in. */
export const languages = ['en', 'zh'] as const;

export type Language = (typeof languages)[number];

/** The same thing said in each language. */
export type Wording = Readonly<Record<Language, string>>;

export interface ScriptAnswer {
  readonly say: Wording;
  /** The call ends once this was spoken. */
  readonly end: boolean;
  /** What the caller says next is taken down as a message. */
  readonly message: boolean;
}

/** First, second, third time … ; the last one stands for every time after it. Never empty. */
export type Ladder = readonly ScriptAnswer[];

/** Words that point to an intent; a language without any has an empty list. */
export type Wordings<T> = Readonly<Record<Language, readonly T[]>>;

export interface Keyword {
  /** A word or a few; in English `deliver*` stands for every word that begins so. */
  readonly text: string;
  /** 1 hints, {@link KEYWORD_THRESHOLD} is proof. */
  readonly weight: number;
}

/** The weights found must add up to this before keywords alone make a match. */
export const KEYWORD_THRESHOLD = 3;

export interface Intent {
  readonly name: string;
  /** Intents of one group climb one ladder together: who changes the topic does not start anew. */
  readonly group: string;
  /** What callers say; the English ones are the grammar of closed recognisers as well. */
  readonly phrases: Wordings<string>;
  /** Understood only as the whole of what was said, such as "yes"; too short for a grammar. */
  readonly short: Wordings<string>;
  readonly keywords: Wordings<Keyword>;
  /** Keypad digits that mean this intent. */
  readonly dtmf: string | null;
  /** Its phrases are understood even while a message is taken down, instead of being the message. */
  readonly duringMessage: boolean;
  /** Says the last answer once more; its own answers are for when there was none. */
  readonly repeats: boolean;
  readonly answers: Ladder;
}

export interface MessageTaking {
  /** A message was asked for and no word of it was understood. */
  readonly unheard: Ladder;
  /** The message was taken down; `{message}` is what the caller said. */
  readonly noted: Ladder;
  /** Something was not understood after a message was taken: there is nothing more to wait for. */
  readonly closing: Ladder;
}

export interface Script {
  /** What `{name}` in an answer stands for where the caller's profile does not say. */
  readonly variables: Readonly<Record<string, Wording>>;
  readonly intents: readonly Intent[];
  readonly notUnderstood: Ladder;
  readonly message: MessageTaking;
  readonly unknownDigits: Ladder;
}

/** Every English phrase once, in order of the script: what a closed recogniser is to listen for. */
export const phrasesOf = (script: Script): string[] => [
  ...new Set(script.intents.flatMap(intent => intent.phrases.en)),
];
