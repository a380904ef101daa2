import { raceAbort } from '@app/core';
import type { CallId, Clock, ReplyEngine, ReplyEvent, ReplyRequest, Scope } from '@app/core';

type Answer = (request: ReplyRequest) => readonly (ReplyEvent | Error)[];

/** Answers as the test says; after a delay of virtual time. */
export class FakeReplyEngine implements ReplyEngine {
  readonly name: string = 'fake';
  readonly requests: ReplyRequest[] = [];
  readonly forgotten: CallId[] = [];
  /** Turns whose answer was not used. */
  readonly retracted: number[] = [];
  /** Replies that were begun and have neither ended nor been stopped. */
  live = 0;

  constructor(
    private readonly clock: Clock,
    public answer: Answer = request => [
      {
        type: 'text',
        text: `You said: ${'text' in request.input ? request.input.text : request.input.digits}.`,
        source: 'model',
      },
    ],
    public delayMs = 0,
  ) {}

  health(): { status: 'up' } {
    return { status: 'up' };
  }

  async close(): Promise<void> {}

  retract(_callId: CallId, turn: number): void {
    this.retracted.push(turn);
  }

  forget(callId: CallId): void {
    this.forgotten.push(callId);
  }

  async *reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    this.requests.push(request);
    this.live++;
    try {
      for (const event of this.answer(request)) {
        if (this.delayMs > 0) await this.wait(scope.signal);
        if (event instanceof Error) throw event;
        yield event;
      }
    } finally {
      this.live--;
    }
  }

  private async wait(signal: AbortSignal): Promise<void> {
    await raceAbort(new Promise<void>(resolve => void this.clock.after(this.delayMs, resolve)), signal);
  }
}
