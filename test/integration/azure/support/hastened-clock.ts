import type { Clock } from '@app/core';

/** Real time, so many times as fast: watchdogs of seconds can be waited for. */
export function hastenedClock(times: number): Clock {
  const start = performance.now();
  return {
    now: () => (performance.now() - start) * times,
    epoch: () => Date.now(),
    after(delay, run) {
      const handle = setTimeout(run, delay / times);
      return { cancel: () => clearTimeout(handle) };
    },
    every(interval, run) {
      const handle = setInterval(run, interval / times);
      return { cancel: () => clearInterval(handle) };
    },
  };
}
