import type { Clock, ProviderHealth, ReplyEngine, ReplyEvent, ReplyRequest, Scope } from '@app/core';
import { pause } from './pause';
import type { SimulatedAiSettings } from './simulated-ai-settings';

/** A word with the space behind it, or one Han character with the punctuation behind it. */
const TOKEN = /\p{Script=Han}[。！？，；：、]*\s*|[^\s\p{Script=Han}]+\s*/gu;

/** Answers the same to everybody with the delays of a model, and does no work for it. For load tests. */
export class SimulatedReplies implements ReplyEngine {
  readonly name = 'simulated';
  readonly variant = null;
  private readonly tokens: readonly string[];

  constructor(
    private readonly settings: Readonly<SimulatedAiSettings>,
    private readonly clock: Clock,
  ) {
    this.tokens = settings.text.match(TOKEN) ?? [];
  }

  health(): ProviderHealth {
    return { status: 'up' };
  }

  async close(): Promise<void> {}

  async *reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    const { firstTokenMs, tokenIntervalMs } = this.settings;
    for (const [at, text] of this.tokens.entries()) {
      if (!(await pause(this.clock, at === 0 ? firstTokenMs : tokenIntervalMs, scope.signal))) return;
      yield { type: 'text', text, source: 'model' };
      if (scope.signal.aborted) return;
    }
    yield { type: 'usage', inputTokens: wordsIn(request), outputTokens: this.tokens.length };
  }
}

function wordsIn({ input }: ReplyRequest): number {
  return input.kind === 'dtmf' ? 1 : (input.text.match(TOKEN) ?? []).length;
}
