import type { Millis } from '@app/core';
import type { Stored } from './stored';

/** What instances share. Every method rejects when Redis does not do as asked. */
export interface SharedLevel<Value> {
  /** @throws CorruptEntryError when what is there is no such value */
  get(key: string): Promise<Stored<Value> | null>;
  set(key: string, stored: Stored<Value>, ttlMs: Millis): Promise<void>;
  delete(key: string): Promise<void>;
}

/** Somebody else's bytes, or ours after an accident. */
export class CorruptEntryError extends Error {}
