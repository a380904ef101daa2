import type { CallSettings, Millis } from '@app/core';
import type { Heard } from '../turn/heard';
import type { EndpointDecision, Endpointing, EndpointingStrategy } from './endpointing-strategy';
import { withinBounds } from './within-bounds';

/** Always the same silence, within the bounds the call has set; nothing is learnt, so all calls share it. */
export class FixedEndpointing implements EndpointingStrategy, Endpointing {
  readonly name = 'fixed';

  constructor(private readonly silenceMs: Millis) {}

  open(): Endpointing {
    return this;
  }

  decide(_heard: Heard, { endpointing }: CallSettings): EndpointDecision {
    return { silenceMs: withinBounds(this.silenceMs, endpointing), reason: 'fixed' };
  }

  pause(): void {
    // What the caller does changes nothing here.
  }
}
