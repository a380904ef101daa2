import { CancelledError, ProviderError, deriveAbort } from '@app/core';
import type {
  CallScope,
  Clock,
  ProviderHealth,
  ReplyEngine,
  ReplyEvent,
  ReplyRequest,
  Scope,
} from '@app/core';
import { Answer } from './answer';
import type { ChatSettings } from './chat-settings';
import { chatVariant } from './chat-variant';
import type { ConnectionPool } from './connection-pool';
import { chatPrompt } from './prompt/chat-prompt';
import type { GuessIntent } from './prompt/chat-prompt';
import { RecentHistory } from './prompt/recent-history';
import type { TokenCounter } from './prompt/token-counter';
import type { ChatRequestBody, ChatResource } from './resources/chat-resource';
import type { ChatResources } from './resources/chat-resources';
import { Attempt } from './stream/attempt';
import { firstAnswer } from './stream/first-answer';
import type { ModelEvent } from './stream/model-event';
import { ModelReader } from './stream/model-reader';
import type { FilteredBy } from './stream/model-reader';
import { toolsNamed } from './tools/tools';

export interface ChatParts {
  readonly name: string;
  readonly settings: Readonly<ChatSettings>;
  /** Which model answers, as the service calls it; the deployments of it. */
  readonly model: string;
  readonly resources: ChatResources;
  readonly pool: ConnectionPool;
  readonly clock: Clock;
  readonly countTokens: TokenCounter;
  readonly guessIntent: GuessIntent;
  readonly filteredBy: FilteredBy;
  /** Whether a second resource is asked beside the first when a turn runs out of time. */
  readonly hedges: boolean;
  warn(message: string, about: CallScope): void;
  /** Whatever else is to be let go of when the engine is closed. */
  release?(): void;
}

/**
 * Answers by a model behind the chat completions API. It keeps nothing of a call, and its tools do nothing by themselves:
 * a call of a tool is an event, and who reads it acts on it once the answer is used. So a tentative answer changes
 * nothing outside, however it ends.
 */
export class ChatReplies implements ReplyEngine {
  readonly name: string;
  readonly variant: string;
  readonly shareable = true;
  private readonly history: RecentHistory;

  constructor(private readonly parts: ChatParts) {
    this.name = parts.name;
    this.variant = chatVariant(parts.model, parts.settings);
    this.history = new RecentHistory(parts.countTokens, parts.settings.historyTokens);
  }

  health(): ProviderHealth {
    return this.parts.resources.health();
  }

  probe(signal: AbortSignal): Promise<void> {
    return this.parts.resources.probe(this.name, signal);
  }

  async close(): Promise<void> {
    this.parts.release?.();
    await this.parts.pool.close();
  }

  async *reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    const abort = deriveAbort(scope.signal);
    try {
      if (!scope.signal.aborted) yield* this.answer(request, { ...scope, signal: abort.signal });
    } catch (error) {
      // An answer that nobody wants any more has not failed.
      if (!scope.signal.aborted) throw error;
    } finally {
      abort.abort(new CancelledError('the answer is over'));
    }
  }

  private async *answer(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    const body = this.bodyOf(request);
    const { countTokens, settings } = this.parts;
    const warn = (message: string): void => this.parts.warn(message, scope);
    const answer = new Answer(request, settings, { countTokens, warn, body, provider: this.name });
    yield* answer.speak(this.model(body, request, scope));
  }

  /** The events of whichever resource answers. */
  private async *model(
    body: ChatRequestBody,
    request: ReplyRequest,
    scope: Scope,
  ): AsyncGenerator<ModelEvent> {
    const { resources, clock, settings } = this.parts;
    const attemptParts = {
      provider: this.name,
      clock,
      patience: settings,
      body,
      scope,
      makeReader: () => new ModelReader(this.name, settings.offeredTools, this.parts.filteredBy),
    };
    const { attempt, first } = await firstAnswer({
      resources: this.inOrder(scope),
      hurry: this.parts.hedges ? request.hurry : null,
      signal: scope.signal,
      ask: resource => new Attempt(resource, attemptParts),
      failed: (resource, error) => resources.failed(resource, error),
    });
    const { model, server } = attempt.resource;
    const { maxTokens, temperature } = settings;
    scope.servedBy?.(this.name, { model, server, maxTokens, temperature });
    try {
      yield first;
      yield* attempt.events;
      resources.succeeded(attempt.resource);
    } catch (error) {
      if (error instanceof ProviderError) resources.failed(attempt.resource, error);
      throw error;
    } finally {
      attempt.cancel();
    }
  }

  private inOrder({ callId }: Scope): readonly ChatResource[] {
    return this.parts.resources.inOrder(callId);
  }

  private bodyOf(request: ReplyRequest): ChatRequestBody {
    const { settings, guessIntent } = this.parts;
    const { persona, offeredTools, maxTokens, temperature } = settings;
    return {
      stream: true,
      stream_options: { include_usage: true },
      messages: chatPrompt({ persona, history: this.history, guessIntent }, request),
      max_completion_tokens: maxTokens,
      ...(temperature === null ? {} : { temperature }),
      ...(offeredTools.length === 0 ? {} : { tools: toolsNamed(offeredTools) }),
    };
  }
}
