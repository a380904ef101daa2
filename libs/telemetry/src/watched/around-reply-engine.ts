import type {
  CallId,
  CallSettings,
  ProviderHealth,
  ReplyEngine,
  ReplyEvent,
  ReplyRequest,
  Scope,
} from '@app/core';

/** A reply engine around another: all but its answers is the other's. */
export abstract class AroundReplyEngine implements ReplyEngine {
  readonly name: string;
  readonly variant: string | null | undefined;
  readonly shareable: boolean;

  constructor(protected readonly inner: ReplyEngine) {
    this.name = inner.name;
    this.variant = inner.variant;
    this.shareable = inner.shareable ?? false;
  }

  abstract reply(request: ReplyRequest, scope: Scope): AsyncIterable<ReplyEvent>;

  retract(callId: CallId, turn: number): void {
    this.inner.retract?.(callId, turn);
  }

  likelyNext(callId: CallId, settings: CallSettings): readonly string[] {
    return this.inner.likelyNext?.(callId, settings) ?? [];
  }

  forget(callId: CallId): void {
    this.inner.forget?.(callId);
  }

  health(): ProviderHealth {
    return this.inner.health();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
