import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, as they fit into a URL. */
export const newResumeToken = (): string => randomBytes(32).toString('base64url');

/** What is kept of a token: whoever reads the store cannot resume a call with it. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
