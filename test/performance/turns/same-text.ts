const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** The same letters, however they are written. */
export const sameText = (a: string, b: string): boolean => bare(a) === bare(b);
