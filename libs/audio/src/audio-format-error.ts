import { VoiceError } from '@app/core';

/** Audio that is not what it claims to be, or in a format nobody here reads. */
export class AudioFormatError extends VoiceError {
  readonly code = 'bad_audio';
  readonly retryable = false;
}
