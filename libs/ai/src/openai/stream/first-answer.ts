import { ProviderError, toVoiceError } from '@app/core';
import type { VoiceError } from '@app/core';
import { ContentFilteredError } from '../failure';
import type { ChatResource } from '../resources/chat-resource';
import type { Attempt } from './attempt';
import type { ModelEvent } from './model-event';

/** An attempt that answers. */
export interface Answering {
  readonly attempt: Attempt;
  readonly first: ModelEvent;
}

export interface RaceParts {
  /** Best first; at least one. */
  readonly resources: readonly ChatResource[];
  /** When it aborts a second resource is asked beside the first; null: never. */
  readonly hurry: AbortSignal | null;
  /** Ends it all. */
  readonly signal: AbortSignal;
  ask(resource: ChatResource): Attempt;
  failed(resource: ChatResource, error: VoiceError): void;
}

type Outcome = { attempt: Attempt; first: ModelEvent } | { attempt: Attempt; error: VoiceError };

/**
 * Asks one resource after the other until one answers, and, when time runs short, a second one beside the one that thinks:
 * nothing was said yet, so nobody hears which it was. Who is not needed is let go of.
 * @throws VoiceError of the last one, where none answers
 */
export async function firstAnswer(parts: RaceParts): Promise<Answering> {
  const waiting = [...parts.resources];
  const running = new Map<Attempt, Promise<Outcome>>();
  const hurried = whenHurried(waiting.length > 1 ? parts.hurry : null);
  const askNext = (): void => {
    const resource = waiting.shift();
    if (!resource) return;
    const attempt = parts.ask(resource);
    running.set(attempt, outcomeOf(attempt));
  };
  let hedged = false;
  try {
    for (askNext(); ;) {
      const outcome = await Promise.race(hedged ? running.values() : [...running.values(), hurried.promise]);
      if (outcome === null) {
        hedged = true;
        askNext();
        continue;
      }
      const { attempt } = outcome;
      running.delete(attempt);
      if ('first' in outcome) return outcome;
      parts.signal.throwIfAborted();
      // Another resource has the same rules.
      if (outcome.error instanceof ContentFilteredError) throw outcome.error;
      parts.failed(attempt.resource, outcome.error);
      askNext();
      if (running.size === 0) throw outcome.error;
    }
  } finally {
    hurried.forget();
    for (const attempt of running.keys()) attempt.cancel();
  }
}

async function outcomeOf(attempt: Attempt): Promise<Outcome> {
  const { name } = attempt.resource;
  try {
    const first = await attempt.events.next();
    if (first.done !== true) return { attempt, first: first.value };
    return { attempt, error: new ProviderError(name, 'protocol', 'the answer was empty') };
  } catch (error) {
    return { attempt, error: toVoiceError(name, error) };
  }
}

function whenHurried(signal: AbortSignal | null): { promise: Promise<null>; forget(): void } {
  const { promise, resolve } = Promise.withResolvers<null>();
  const listener = (): void => resolve(null);
  if (signal?.aborted) listener();
  else signal?.addEventListener('abort', listener, { once: true });
  return { promise, forget: () => signal?.removeEventListener('abort', listener) };
}
