/** Milliseconds. Media time counts from the first sample of the call, clock time from an arbitrary origin. */
export type Millis = number;

export interface Timer {
  /** Idempotent; a fired timer ignores it. */
  cancel(): void;
}

/**
 * The only source of time and timers in the rooms below the apps, so that a call can be run in virtual time.
 */
export interface Clock {
  /** Monotonic, in ms with a fraction. */
  now(): Millis;
  /** Wall time in ms since the epoch, for what leaves the process. */
  epoch(): Millis;
  after(delay: Millis, run: () => void): Timer;
  every(interval: Millis, run: () => void): Timer;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  epoch: () => Date.now(),
  after(delay, run) {
    const handle = setTimeout(run, delay);
    return { cancel: () => clearTimeout(handle) };
  },
  every(interval, run) {
    const handle = setInterval(run, interval);
    return { cancel: () => clearInterval(handle) };
  },
};
