const OPENERS = { en: 'One moment,', zh: '好的，' } as const;

/** A word or two that promise an answer while there is none yet. They fit before any, and end in the air. */
export const opener = (language: string): string =>
  language.toLowerCase().startsWith('zh') ? OPENERS.zh : OPENERS.en;
