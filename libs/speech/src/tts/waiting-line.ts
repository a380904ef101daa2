import { asError } from '@app/core';

/** A number of places, given in order of asking. Whoever stops waiting leaves the line. */
export class WaitingLine {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  get length(): number {
    return this.waiting.length;
  }

  /** Resolves when a place is had: give it back by `leave`. Rejects with the signal's reason when it aborts first. */
  enter(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(asError(signal.reason));
    if (this.free > 0) {
      this.free--;
      return Promise.resolve();
    }
    return new Promise<void>((resolve, reject) => {
      const admit = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        this.waiting.splice(this.waiting.indexOf(admit), 1);
        reject(asError(signal.reason));
      };
      this.waiting.push(admit);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free++;
  }
}
