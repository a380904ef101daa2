import type { CallId, CallObserver, Clock, EndReason } from '@app/core';
import type { CallLog } from './call-log/call-log';
import type { LoggedCall } from './call-log/logged-call';
import { combineObservers } from './combine-observers';
import type { AskedTracing, CallTracing, TracedCall } from './tracing/tracing';
import { TurnTracker } from './turns/turn-tracker';
import { watchObserver } from './turns/watch-observer';

/** A call that is followed turn by turn: into its trace, into its file, or both. */
export class FollowedCall {
  readonly observer: CallObserver;
  private readonly tracker: TurnTracker;
  private readonly logged: LoggedCall | null;

  /** @param over called once, when nothing more comes */
  constructor(
    call: TracedCall,
    clock: Clock,
    private readonly tracing: CallTracing | null,
    private readonly log: CallLog | null,
    private readonly over: () => void,
  ) {
    this.logged = log?.begin(call) ?? null;
    const sinks = [tracing, this.logged].filter(sink => sink !== null);
    this.tracker = new TurnTracker(clock, sinks);
    const { logged } = this;
    this.observer = combineObservers(
      this.tracker,
      watchObserver({
        event: event => {
          logged?.event(event);
          if (event.type === 'ended') this.finish(event.reason);
        },
        ended: reason => tracing?.finished(reason),
      }),
    );
  }

  get traceId(): string | null {
    return this.tracing?.traceId ?? null;
  }

  renamed(callId: CallId): void {
    this.tracing?.renamed(callId);
  }

  asked(engine: string, tentative: boolean): AskedTracing | null {
    if (!tentative) this.tracker.answering();
    return this.tracing?.asked(engine, tentative) ?? null;
  }

  /** The report comes after everything else. */
  private finish(reason: EndReason): void {
    if (this.logged) this.log?.write(this.logged.finished(reason, this.traceId));
    this.over();
  }
}
