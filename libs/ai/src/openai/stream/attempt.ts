import { CancelledError, ProviderError, deriveAbort, remaining } from '@app/core';
import type { Clock, Millis, Scope, Timer } from '@app/core';
import { failureOf } from '../failure';
import type { ChatRequestBody, ChatResource } from '../resources/chat-resource';
import type { ModelEvent } from './model-event';
import type { ModelReader } from './model-reader';

/** How long a resource may keep us waiting. Bytes that bring nothing new do not count. */
export interface Patience {
  readonly firstTokenMs: Millis;
  /** Between two events; the time in which nobody wants the next one is not counted. */
  readonly stallMs: Millis;
}

export interface AttemptParts {
  readonly provider: string;
  readonly clock: Clock;
  readonly patience: Patience;
  readonly body: ChatRequestBody;
  readonly scope: Scope;
  makeReader(): ModelReader;
}

/** So that the provider's own trace goes on from the call's. */
const traceHeaders = ({ traceparent, tracestate }: Scope): Readonly<Record<string, string>> => ({
  ...(traceparent !== undefined && { traceparent }),
  ...(tracestate !== undefined && { tracestate }),
});

/** One request to one resource, with a watch on it. */
export class Attempt {
  readonly events: AsyncGenerator<ModelEvent, void>;
  private readonly abort;
  private timer: Timer | null = null;

  constructor(
    readonly resource: ChatResource,
    private readonly parts: AttemptParts,
  ) {
    this.abort = deriveAbort(parts.scope.signal);
    this.events = this.read();
  }

  /** Ends the request, if it still runs, and whoever waits for its events. */
  cancel(): void {
    this.abort.abort(new CancelledError('the answer is not wanted any more'));
    this.events.return().catch(() => undefined);
  }

  /** @throws VoiceError: what went wrong, or why the signal aborted */
  private async *read(): AsyncGenerator<ModelEvent, void> {
    const { provider, body, patience, scope } = this.parts;
    const { signal } = this.abort;
    const reader = this.parts.makeReader();
    try {
      signal.throwIfAborted();
      this.watch(patience.firstTokenMs);
      for await (const chunk of await this.resource.stream(body, signal, traceHeaders(scope))) {
        for (const event of reader.read(chunk)) {
          this.unwatch();
          yield event;
        }
        this.watch(patience.stallMs);
      }
      // The SDK ends an aborted stream like any other.
      signal.throwIfAborted();
      reader.end();
    } catch (error) {
      signal.throwIfAborted();
      throw failureOf(provider, error);
    } finally {
      this.unwatch();
      this.abort.dispose();
    }
  }

  /** Goes on with the watch that is set already, if one is. */
  private watch(ms: Millis): void {
    const { provider, clock, scope } = this.parts;
    const patience = Math.min(ms, remaining(scope.deadline, clock));
    this.timer ??= clock.after(patience, () =>
      this.abort.abort(
        new ProviderError(provider, 'timeout', `nothing came within ${Math.round(patience)} ms`),
      ),
    );
  }

  private unwatch(): void {
    this.timer?.cancel();
    this.timer = null;
  }
}
