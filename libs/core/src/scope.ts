import type { Deadline } from './deadline';
import type { CallId, TurnId } from './ids';

/** Which call, and which turn of it. */
export type CallScope = Pick<Scope, 'callId' | 'turnId'>;

/** A model that is asked: which, where, and what it is allowed. */
export interface AskedModel {
  /** As it is asked for: a model, or a deployment of one. */
  readonly model: string;
  readonly server: { readonly address: string; readonly port: number };
  /** So much it may write. */
  readonly maxTokens: number;
  /** Null: its own. */
  readonly temperature: number | null;
}

/** On whose behalf a port works, how long it may take and how it is told to stop. */
export interface Scope {
  readonly callId: CallId;
  readonly turnId?: TurnId;
  readonly signal: AbortSignal;
  readonly deadline: Deadline;
  /** W3C trace context of what is asked, for whoever is asked over a network. */
  readonly traceparent?: string;
  /** What goes with it. */
  readonly tracestate?: string;
  /**
   * Told which provider of a chain serves, as soon as it does: the first choice, or one that stands in; `cache` where
   * nobody had to.
   * @param asked the model of that provider, where it has one
   */
  servedBy?(provider: string, asked?: AskedModel): void;
}
