import type { CallSettings, Millis } from '@app/core';
import type { Heard } from '../turn/heard';

/** Decides how long the caller must have been silent before the turn is theirs no more. */
export interface EndpointingStrategy {
  /** Counted from the caller's last sound. */
  silenceAfter(heard: Heard, settings: CallSettings): Millis;
}
