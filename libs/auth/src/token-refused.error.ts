import { VoiceError } from '@app/core';

/**
 * `missing`: there is none · `malformed`: not a token at all · `signature`: not signed with our key, or by another
 * algorithm · `expired`: it was good once · `claims`: genuine, but not for us, not yet, or lacking what we need.
 */
export type TokenRefusal = 'missing' | 'malformed' | 'signature' | 'expired' | 'claims';

const MESSAGES: Record<TokenRefusal, string> = {
  missing: 'A token is required',
  malformed: 'The token is malformed',
  signature: 'The signature of the token is not valid',
  expired: 'The token has expired',
  claims: 'The claims of the token are not accepted',
};

/** Never holds the token, nor the library's error: its message may quote the token's claims. */
export class TokenRefusedError extends VoiceError {
  readonly code: `token_${TokenRefusal}`;
  readonly retryable = false;

  constructor(readonly reason: TokenRefusal) {
    super(MESSAGES[reason]);
    this.code = `token_${reason}`;
  }
}
