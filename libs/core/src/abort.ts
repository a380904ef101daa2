/** A signal that follows its parent and can be let go of again. */
export interface DerivedAbort {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
  /** Takes the listener off the parent. Call it when the work is over: a call outlives thousands of turns. */
  dispose(): void;
}

/**
 * Derives a signal from a longer-lived one. `AbortSignal.any` would hold on to every child for as long as the parent
 * lives; this does not, provided `dispose` is called.
 */
export function deriveAbort(parent: AbortSignal): DerivedAbort {
  const controller = new AbortController();
  const follow = (): void => controller.abort(parent.reason);
  const dispose = (): void => parent.removeEventListener('abort', follow);
  if (parent.aborted) controller.abort(parent.reason);
  else parent.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    abort(reason) {
      dispose();
      controller.abort(reason);
    },
    dispose,
  };
}

/** Rejects with the signal's reason as soon as it aborts, else settles as `work` does. Leaves no listener behind. */
export function raceAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    work.catch(() => undefined);
    return Promise.reject(asError(signal.reason));
  }
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(asError(signal.reason));
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

export const asError = (reason: unknown): Error =>
  reason instanceof Error ? reason : new Error(String(reason));
