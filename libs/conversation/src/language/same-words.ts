/**
 * What is written and not said: spaces and punctuation, save what changes the meaning (%, &, @, #, *), the point of a
 * decimal and the minus before a number.
 */
const UNSAID = /[\s\p{Cf}]|(?![%‰&@#*.-])\p{P}|\.(?!\p{Nd})|-(?!\p{Nd})|(?<=[\p{L}\p{N}])-/gu;

/**
 * The words alone: Unicode NFKC (full-width letters become plain ones), lower case, nothing between them. Han text has no
 * spaces to compare by, and recognisers do not agree on those of other scripts ("any one", "anyone").
 */
const bare = (text: string): string => text.normalize('NFKC').toLowerCase().replace(UNSAID, '');

/** Whether two transcripts say the same: case, punctuation, width and spacing aside. */
export const sameWords = (a: string, b: string): boolean => a === b || bare(a) === bare(b);
