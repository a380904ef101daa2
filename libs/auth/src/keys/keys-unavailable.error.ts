import { VoiceError } from '@app/core';

/** The key that would tell whether a token is good cannot be had at the moment: nothing is said of the token. */
export class KeysUnavailableError extends VoiceError {
  readonly code = 'keys_unavailable';
  readonly retryable = true;

  constructor() {
    super('The keys that tokens are checked with cannot be fetched at the moment');
  }
}
