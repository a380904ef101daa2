/** What is known of the person the assistant answers for, and of the caller; filled into answers. */
export type Profile = Record<string, string | number | boolean>;

export interface Endpointing {
  /**
   * The shortest silence that may end the caller's turn, ms.
   * @asType integer
   * @minimum 50
   * @maximum 10000
   */
  minSilenceMs: number;
  /**
   * The longest silence before the caller's turn is taken as ended, ms.
   * @asType integer
   * @minimum 50
   * @maximum 10000
   */
  maxSilenceMs: number;
}

/** What can be changed during a call. */
export interface SessionSettings {
  /**
   * BCP 47, such as `en-US` or `zh-CN`.
   * @pattern ^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$
   */
  language: string;
  /**
   * The provider's name of a voice; null lets it choose by language.
   * @maxLength 128
   */
  voice: string | null;
  /**
   * Added to what the reply engine is told.
   * @maxLength 8192
   */
  instructions: string | null;
  /**
   * Said before the caller's first words; null: the caller speaks first.
   * @maxLength 1024
   */
  greeting: string | null;
  /** False: the caller cannot interrupt what is said from now on. */
  interruptible: boolean;
  endpointing: Endpointing;
  /**
   * At most 64 entries; names of letters, digits and `_`, beginning with a letter, up to 64 characters; texts up
   * to 1024 characters.
   * @maxProperties 64
   */
  profile: Profile;
}

/** Names of profile entries. */
export const PROFILE_NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

export const LANGUAGE_TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;

/** Greatest lengths of texts in characters, and of the profile in entries. */
export const sizes = {
  voice: 128,
  instructions: 8192,
  greeting: 1024,
  profileEntries: 64,
  profileText: 1024,
  textInput: 4096,
  markName: 128,
  eventId: 128,
  token: 8192,
  endReason: 256,
} as const;

/** Bounds of a silence that ends a turn, ms. */
export const silenceBounds = { min: 50, max: 10_000 } as const;
/** Bounds of a keypress, ms. */
export const digitBounds = { min: 20, max: 10_000, default: 100 } as const;
