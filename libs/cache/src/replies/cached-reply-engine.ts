import type {
  CallId,
  CallSettings,
  ProviderHealth,
  ReplyEngine,
  ReplyEvent,
  ReplyRequest,
  Scope,
} from '@app/core';
import type { Caches } from '../caches';
import type { KeyOf } from '../namespace';
import { ai } from '../namespaces';
import { CachedStreams } from '../streams/cached-streams';
import { ReplyRecorder, replyAgain } from './known-reply';
import type { KnownReply } from './known-reply';
import { replyKey } from './reply-key';

/** Told when an answer was given, so that the next ones can be made ready. */
export type ReplyWatch = (callId: CallId, settings: CallSettings) => void;

/** Answers what was answered before without asking the model again, where its answers depend on the request alone. */
export class CachedReplyEngine implements ReplyEngine {
  readonly name: string;
  readonly variant: string | null | undefined;
  readonly shareable: boolean;
  private readonly answers: CachedStreams<KeyOf<typeof ai>, KnownReply, ReplyEvent>;
  private watch: ReplyWatch = () => undefined;

  constructor(
    private readonly inner: ReplyEngine,
    caches: Caches,
  ) {
    this.name = inner.name;
    this.variant = inner.variant;
    this.shareable = inner.shareable ?? false;
    const kind = { record: () => new ReplyRecorder(), again: replyAgain };
    this.answers = new CachedStreams(caches.of(ai), kind, inner.name);
  }

  watchedBy(watch: ReplyWatch): void {
    this.watch = watch;
  }

  async *reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    const recipe = this.shareable ? replyKey(this.inner, request) : null;
    if (recipe) yield* this.answers.read(recipe, scope, own => this.inner.reply(request, own));
    else yield* this.inner.reply(request, scope);
    if (!scope.signal.aborted) this.watch(scope.callId, request.settings);
  }

  likelyNext(callId: CallId, settings: CallSettings): readonly string[] {
    return this.inner.likelyNext?.(callId, settings) ?? [];
  }

  retract(callId: CallId, turn: number): void {
    this.inner.retract?.(callId, turn);
  }

  forget(callId: CallId): void {
    this.inner.forget?.(callId);
  }

  health(): ProviderHealth {
    return this.inner.health();
  }

  close(): Promise<void> {
    this.answers.close();
    return this.inner.close();
  }
}
