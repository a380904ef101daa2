import type { CallSettings, Millis } from '@app/core';
import type { Heard } from '../turn/heard';
import type { EndpointingStrategy } from './endpointing-strategy';

/** Always the same silence, within the bounds the call has set. */
export class FixedEndpointing implements EndpointingStrategy {
  constructor(private readonly silenceMs: Millis) {}

  silenceAfter(_heard: Heard, { endpointing }: CallSettings): Millis {
    return Math.min(endpointing.maxSilenceMs, Math.max(endpointing.minSilenceMs, this.silenceMs));
  }
}
