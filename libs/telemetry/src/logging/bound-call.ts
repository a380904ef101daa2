import type { CallId, CallObserver, TurnId } from '@app/core';
import { watchObserver } from '../turns/watch-observer';
import type { CallBinding, CallBindings } from './call-bindings';

/** Gives the lines of the log that name a call its trace and the turn that goes on, until the call has ended. */
export class BoundCall {
  readonly observer: CallObserver;
  private readonly names: CallId[] = [];
  private turnId: TurnId | null = null;

  /** @param traceId null where the call is not traced */
  constructor(
    callId: CallId,
    private readonly traceId: string | null,
    private readonly bindings: CallBindings,
  ) {
    this.rename(callId);
    this.observer = watchObserver({
      turnBegan: turnId => (this.turnId = turnId),
      turnEnded: turnId => {
        if (this.turnId === turnId) this.turnId = null;
      },
      event: event => {
        if (event.type === 'ended') for (const name of this.names) bindings.release(name, this.read);
      },
    });
  }

  /** Lines under the old name may still come. */
  rename(callId: CallId): void {
    this.names.push(callId);
    this.bindings.bind(callId, this.read);
  }

  private readonly read = (): CallBinding => {
    const { traceId, turnId } = this;
    return { ...(traceId !== null && { traceId }), ...(turnId !== null && { turnId }) };
  };
}
