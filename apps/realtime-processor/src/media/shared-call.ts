import type { LossReason, Session, SessionCall } from '@app/cluster';
import type { CallOut, Conversation } from '@app/conversation';
import type { AudioFrame, CallEvent, EndReason } from '@app/core';
import type { CallConnection } from './call-connection';

/** A call that ends like this is kept: whoever lost it may go on with it. */
const KEPT: ReadonlySet<EndReason> = new Set<EndReason>(['vanished', 'drain', 'replaced']);

const ENDING: Readonly<Record<LossReason, EndReason>> = { replaced: 'replaced', 'cut-off': 'drain' };

/** Between a call and its connection: tells those who watch it, and the store how it ended. */
export class SharedCall implements CallOut {
  constructor(
    private readonly connection: CallConnection,
    private readonly session: Session,
  ) {}

  /** What the store may ask of the call. */
  carry(conversation: Conversation): SessionCall {
    return {
      snapshot: () => conversation.snapshot(),
      command: command => conversation.command(command),
      lost: reason => this.connection.end(ENDING[reason]),
    };
  }

  frame(frame: AudioFrame): void {
    this.connection.frame(frame);
  }

  event(event: CallEvent): void {
    if (event.type === 'ended') void this.session.leave(KEPT.has(event.reason) ? 'keep' : 'forget');
    this.session.tell(event);
    this.connection.event(event);
  }
}
