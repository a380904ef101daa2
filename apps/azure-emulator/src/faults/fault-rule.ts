import type { Millis } from '@app/core';
import type { Fault, Service } from './fault';

/** Which requests a fault strikes. */
export interface FaultRule {
  /** Chosen by the emulator where it is left out. */
  readonly id?: string;
  /** All services where it is left out. */
  readonly service?: Service;
  /** Only on this connection (as the log names it). */
  readonly connection?: string;
  /** Only for this deployment of chat or embeddings. */
  readonly deployment?: string;
  /** So many requests are spared first: with a 429, the quota. */
  readonly after?: number;
  /** So many requests are struck, then the rule is used up; 0 for all that come. 1 where it is left out. */
  readonly times?: number;
  /** 0–1; 1 where it is left out. */
  readonly probability?: number;
  /** Outages: only within these spans, counted in ms from when the rule was set. */
  readonly during?: readonly (readonly [Millis, Millis])[];
  /** The spans come again after so long. */
  readonly everyMs?: Millis;
  readonly fault: Fault;
}

export interface ActiveRule extends FaultRule {
  readonly id: string;
  /** Requests it could have struck so far, and those it struck. */
  readonly seen: number;
  readonly struck: number;
}
