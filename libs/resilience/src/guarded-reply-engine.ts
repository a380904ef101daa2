import { ProviderError, toVoiceError } from '@app/core';
import type { ProviderHealth, ReplyEngine, ReplyEvent, ReplyRequest, Scope } from '@app/core';
import { healthOfChain } from './chain-health';
import type { Begun, ProviderChain } from './provider-chain';

/** What of an answer the caller may have heard already cannot be taken back. */
const isHeard = (event: ReplyEvent): boolean => event.type === 'text' && event.text.trim() !== '';

/**
 * Reply engines as one: each is given so long for its first word, and the next is asked where it gives none. One that
 * stops in the middle is followed by the next, which is told what was said already.
 */
export class GuardedReplyEngine implements ReplyEngine {
  readonly name: string;

  constructor(private readonly chain: ProviderChain<ReplyEngine>) {
    this.name = chain.providers[0].name;
  }

  async *reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    const { chain } = this;
    let said = request.said ?? '';
    for (let from = 0; ;) {
      const asked = { ...request, said };
      const begun = await chain.begin(scope, from, (engine, signal) =>
        worded(engine, asked, { ...scope, signal }),
      );
      try {
        for await (const event of this.read(begun)) {
          if (isHeard(event) && event.type === 'text') said += event.text;
          yield event;
        }
        begun.passage.succeeded();
        return;
      } catch (error) {
        chain.fail(begun.provider, begun.passage, error, scope.signal);
        scope.signal.throwIfAborted();
        from = chain.after(begun.provider);
        const next = chain.providers[from];
        if (!next) throw toVoiceError(begun.provider.name, error);
        chain.parts.observer.fellBack(chain.kind, begun.provider.name, next.name);
      } finally {
        begun.passage.abandoned();
        begun.stream.close();
      }
    }
  }

  retract(callId: Scope['callId'], turn: number): void {
    for (const engine of this.chain.providers) engine.retract?.(callId, turn);
  }

  forget(callId: Scope['callId']): void {
    for (const engine of this.chain.providers) engine.forget?.(callId);
  }

  health(): ProviderHealth {
    return healthOfChain(this.chain);
  }

  async close(): Promise<void> {
    await Promise.all(this.chain.providers.map(engine => engine.close()));
  }

  private async *read({
    provider,
    first,
    stream,
  }: Begun<ReplyEngine, readonly ReplyEvent[]>): AsyncGenerator<ReplyEvent> {
    const stallMs = this.chain.stallMs(provider);
    for (let events = first; events !== null; events = await stream.next(stallMs)) {
      yield* events;
    }
  }
}

/**
 * An engine's events, those before its first word together with it: usage and the like are no sign that it will answer.
 * @throws ProviderError when it ends without a word and without a tool call
 */
async function* worded(
  engine: ReplyEngine,
  request: ReplyRequest,
  scope: Scope,
): AsyncGenerator<readonly ReplyEvent[]> {
  let before: ReplyEvent[] | null = [];
  for await (const event of engine.reply(request, scope)) {
    if (!before) yield [event];
    else {
      before.push(event);
      if (!isHeard(event)) continue;
      yield before;
      before = null;
    }
  }
  if (!before) return;
  if (!before.some(event => event.type === 'tool-call')) {
    throw new ProviderError(engine.name, 'protocol', 'the engine gave an empty answer');
  }
  yield before;
}
