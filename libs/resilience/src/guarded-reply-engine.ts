import { ProviderError } from '@app/core';
import type { CallSettings, ProviderHealth, ReplyEngine, ReplyEvent, ReplyRequest, Scope } from '@app/core';
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
  readonly variant: string | null | undefined;
  /** As the first choice is: an answer of another one is not taken for its own. */
  readonly shareable: boolean;

  constructor(private readonly chain: ProviderChain<ReplyEngine>) {
    const [first] = chain.providers;
    this.name = first.name;
    this.variant = first.variant;
    this.shareable = first.shareable ?? false;
  }

  async *reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    let said = request.said ?? '';
    const open = (engine: ReplyEngine, signal: AbortSignal): AsyncIterable<readonly ReplyEvent[]> =>
      this.counted(engine, worded(engine, { ...request, said }, { ...scope, signal }));
    for await (const event of this.chain.stream(scope, open)) {
      if (event.type === 'text') said += event.text;
      yield event;
    }
  }

  retract(callId: Scope['callId'], turn: number): void {
    for (const engine of this.chain.providers) engine.retract?.(callId, turn);
  }

  likelyNext(callId: Scope['callId'], settings: CallSettings): readonly string[] {
    return this.chain.providers[0].likelyNext?.(callId, settings) ?? [];
  }

  forget(callId: Scope['callId']): void {
    for (const engine of this.chain.providers) engine.forget?.(callId);
  }

  /** What a provider says it spent is held against its quota. */
  private async *counted(
    engine: ReplyEngine,
    pieces: AsyncIterable<readonly ReplyEvent[]>,
  ): AsyncGenerator<readonly ReplyEvent[]> {
    const load = this.chain.loadOf(engine);
    for await (const piece of pieces) {
      for (const event of piece) {
        if (event.type === 'usage') load?.spent(event.inputTokens + event.outputTokens);
      }
      yield piece;
    }
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
