import { ProviderError } from '@app/core';
import type { ProviderHealth, ReplyEngine, ReplyEvent, ReplyRequest, Scope } from '@app/core';
import { healthOfChain } from './chain-health';
import { firstTogether } from './first-together';
import type { ProviderChain } from './provider-chain';

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
    let said = request.said ?? '';
    const open = (engine: ReplyEngine, signal: AbortSignal): AsyncIterable<readonly ReplyEvent[]> =>
      worded(engine, { ...request, said }, { ...scope, signal });
    for await (const event of this.chain.stream(scope, open)) {
      if (event.type === 'text') said += event.text;
      yield event;
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

  close(): Promise<void> {
    return this.chain.close();
  }
}

/** @throws ProviderError when the engine ends without a word and without a tool call */
async function* worded(
  engine: ReplyEngine,
  request: ReplyRequest,
  scope: Scope,
): AsyncGenerator<readonly ReplyEvent[]> {
  let answered = false;
  for await (const events of firstTogether(engine.reply(request, scope), isHeard)) {
    answered ||= events.some(event => isHeard(event) || event.type === 'tool-call');
    if (!answered) throw new ProviderError(engine.name, 'protocol', 'the engine gave an empty answer');
    yield events;
  }
  if (!answered) throw new ProviderError(engine.name, 'protocol', 'the engine gave no answer');
}
