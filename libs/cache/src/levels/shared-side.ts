import type { SharedGuard } from './shared-guard';
import type { SharedLevel } from './shared-level';
import type { SharedLock } from './shared-lock';

/** The Redis side of a namespace. */
export interface SharedSide<Value> {
  readonly level: SharedLevel<Value>;
  readonly guard: SharedGuard;
  readonly lock: SharedLock;
  /** The full name of a key. */
  name(key: string): string;
}
