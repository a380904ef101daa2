import type { Millis } from '@app/core';

/** A value and when it was made, epoch ms: its age is counted from then on, wherever it is kept. */
export interface Stored<Value> {
  readonly value: Value;
  readonly madeAt: Millis;
  /** About how much memory it takes. */
  readonly bytes: number;
}
