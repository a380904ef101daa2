import type { Clock, Millis } from '@app/core';

/** Waits on the clock. @returns false as soon as the signal aborts; no timer and no listener is left either way. */
export function pause(clock: Clock, ms: Millis, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise(resolve => {
    const finish = (): void => {
      timer.cancel();
      signal.removeEventListener('abort', finish);
      resolve(!signal.aborted);
    };
    const timer = clock.after(ms, finish);
    signal.addEventListener('abort', finish, { once: true });
  });
}
