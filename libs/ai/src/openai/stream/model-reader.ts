import { ProviderError } from '@app/core';
import type { ChatCompletionChunk } from 'openai/resources/index';
import { ContentFilteredError } from '../failure';
import { ToolCalls } from '../tools/tool-calls';
import type { ModelEvent } from './model-event';

/** The categories a content filter stopped this choice for; services without one have none. */
export type FilteredBy = (choice: ChatCompletionChunk.Choice) => readonly string[];

/** Turns the chunks of one streamed completion into events. */
export class ModelReader {
  private readonly calls: ToolCalls;
  private calling = false;
  private finishReason: string | null = null;

  constructor(
    private readonly provider: string,
    offered: readonly string[],
    private readonly filteredBy: FilteredBy,
  ) {
    this.calls = new ToolCalls(offered);
  }

  /** @throws ContentFilteredError where the service, or the model itself, will not go on */
  read(chunk: ChatCompletionChunk): ModelEvent[] {
    const events: ModelEvent[] = [];
    // Other servers leave out what they do not know.
    const [choice] = (chunk.choices as ChatCompletionChunk['choices'] | undefined) ?? [];
    if (choice) events.push(...this.readChoice(choice));
    if (chunk.usage)
      events.push({
        type: 'usage',
        inputTokens: chunk.usage.prompt_tokens,
        outputTokens: chunk.usage.completion_tokens,
        ...(chunk.model && { model: chunk.model }),
        ...(this.finishReason !== null && { finishReason: this.finishReason }),
      });
    return events;
  }

  /** @throws ProviderError where the stream ended before the answer did */
  end(): void {
    if (this.finishReason !== null) return;
    throw new ProviderError(this.provider, 'transient', 'the answer ended before it was finished');
  }

  private readChoice(choice: ChatCompletionChunk.Choice): ModelEvent[] {
    const categories = this.filteredBy(choice);
    if (choice.finish_reason === 'content_filter' || categories.length > 0)
      throw new ContentFilteredError(
        `the answer was filtered: ${categories.join(', ') || 'no category told'}`,
      );
    const { delta } = choice;
    if (delta.refusal) throw new ContentFilteredError('the model refused');
    const events: ModelEvent[] = [];
    if (delta.content) events.push({ type: 'text', text: delta.content });
    if (delta.tool_calls) {
      this.calls.add(delta.tool_calls);
      if (!this.calling) events.push({ type: 'calling' });
      this.calling = true;
    }
    if (choice.finish_reason && this.finishReason === null) {
      this.finishReason = choice.finish_reason;
      events.push(...this.calls.complete());
    }
    return events;
  }
}
