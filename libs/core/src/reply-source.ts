export const replySources = ['model', 'cache', 'script', 'fallback'] as const;

/** Where an answer came from. */
export type ReplySource = (typeof replySources)[number];
