/** Where an answer came from. */
export type ReplySource = 'model' | 'cache' | 'script' | 'fallback';
