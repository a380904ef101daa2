import type { Logger } from '@nestjs/common';
import type { CallOut } from '@app/conversation';
import type { AudioFrame, CallEvent, CallId } from '@app/core';

/** Writes what is said in a call into the log: LOG_TRANSCRIPTS. Nothing else writes it there. */
export class LoggedWords implements CallOut {
  constructor(
    private readonly out: CallOut,
    private readonly callId: () => CallId,
    private readonly log: Pick<Logger, 'log'>,
  ) {}

  frame(frame: AudioFrame): void {
    this.out.frame(frame);
  }

  event(event: CallEvent): void {
    if (event.type === 'transcript' && event.isFinal) this.write('caller', event.text);
    if (event.type === 'reply-part') this.write('assistant', event.text);
    this.out.event(event);
  }

  private write(who: 'caller' | 'assistant', text: string): void {
    this.log.log({ callId: this.callId(), who, text, msg: 'said' });
  }
}
