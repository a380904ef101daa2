import type { Deadline } from './deadline';
import type { CallId, TurnId } from './ids';

/** On whose behalf a port works, how long it may take and how it is told to stop. */
export interface Scope {
  readonly callId: CallId;
  readonly turnId?: TurnId;
  readonly signal: AbortSignal;
  readonly deadline: Deadline;
  /** W3C trace context of what is asked, for whoever is asked over a network. */
  readonly traceparent?: string;
  /**
   * Told which provider of a chain serves, as soon as it does: the first choice, or one that stands in; `cache` where
   * nobody had to.
   * @param model of that provider, where it knows it by a name
   */
  servedBy?(provider: string, model?: string): void;
}
