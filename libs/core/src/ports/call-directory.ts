import type { Millis } from '../clock';
import type { CallId } from '../ids';

/** One instance that is there, as all the others see it. */
export interface InstancePresence {
  readonly instance: string;
  readonly host: string;
  readonly pid: number;
  /** ms since the epoch. */
  readonly since: Millis;
  readonly calls: number;
  readonly draining: boolean;
}

/** One live call, wherever it is. */
export interface CallPresence {
  readonly callId: CallId;
  readonly instance: string;
  readonly userId: string;
  /** ms since the epoch. */
  readonly since: Millis;
}

export interface DirectoryPage {
  readonly instances: readonly InstancePresence[];
  readonly calls: readonly CallPresence[];
  /** For the next page; null: this is the last. */
  readonly cursor: string | null;
}

/** Who is there, and what they carry. What is not announced again is forgotten after the lease time. */
export interface CallDirectory {
  /**
   * This instance is there, with these calls.
   * @returns whether others are, or were a moment ago
   */
  announce(presence: InstancePresence, calls: readonly CallId[]): Promise<boolean>;
  /** This instance is leaving. */
  leave(instance: string): Promise<void>;
  /**
   * @param cursor of the page before; null: the first
   * @param limit calls a page
   * @returns null for a cursor that is none
   */
  list(cursor: string | null, limit: number): Promise<DirectoryPage | null>;
}
