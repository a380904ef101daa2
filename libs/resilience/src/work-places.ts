import { ProviderError, asError } from '@app/core';
import type { Clock, Millis, Timer } from '@app/core';

/** Leave to work. To be given back; idempotent. */
export interface Place {
  /** Places taken when this one was, itself among them. */
  readonly underWay: number;
  leave(): void;
}

interface Waiting {
  readonly deadline: Millis;
  readonly admit: (place: Place) => void;
  readonly turnAway: (error: Error) => void;
}

export interface WorkPlacesOptions {
  /** Places at once; may change at any time. */
  readonly limit: () => number;
  /** How long work takes: who cannot be done by the deadline any more is turned away at once. */
  readonly typicalMs: () => Millis;
  /** Who may wait. */
  readonly longestLine: number;
}

/**
 * A bounded line before a bounded number of places. The one whose deadline is nearest goes first, but nobody is let in who
 * cannot make it any more: under more load than can be borne those that are served are served in time.
 */
export class WorkPlaces {
  private readonly line: Waiting[] = [];
  private taken = 0;
  private droppedCount = 0;

  constructor(
    private readonly clock: Clock,
    private readonly options: WorkPlacesOptions,
  ) {}

  get underWay(): number {
    return this.taken;
  }

  get waiting(): number {
    return this.line.length;
  }

  /** Turned away since the start. */
  get dropped(): number {
    return this.droppedCount;
  }

  /** A place, if there is one without waiting. */
  tryEnter(): Place | null {
    return this.taken < this.options.limit() && this.line.length === 0 ? this.place() : null;
  }

  /**
   * @param deadline clock time at which the work must be done
   * @throws ProviderError `busy` when that cannot be, or the signal's reason
   */
  enter(deadline: Millis, signal: AbortSignal): Promise<Place> {
    if (signal.aborted) return Promise.reject(asError(signal.reason));
    const place = this.tryEnter();
    if (place) return Promise.resolve(place);
    if (this.line.length >= this.options.longestLine) return Promise.reject(this.tooMuch());
    return new Promise<Place>((resolve, reject) => {
      let timer: Timer | null = null;
      const done = (): void => {
        timer?.cancel();
        signal.removeEventListener('abort', giveUp);
        const index = this.line.indexOf(waiting);
        if (index >= 0) this.line.splice(index, 1);
      };
      const turnAway = (error: Error): void => {
        done();
        reject(error);
      };
      const giveUp = (): void => turnAway(asError(signal.reason));
      const waiting: Waiting = {
        deadline,
        turnAway,
        admit: admitted => {
          done();
          resolve(admitted);
        },
      };
      this.line.push(waiting);
      signal.addEventListener('abort', giveUp, { once: true });
      const latest = deadline - this.options.typicalMs() - this.clock.now();
      timer = this.clock.after(Math.max(0, latest), () => turnAway(this.tooMuch()));
    });
  }

  private place(): Place {
    this.taken++;
    let held = true;
    return {
      underWay: this.taken,
      leave: () => {
        if (!held) return;
        held = false;
        this.taken--;
        this.admitNext();
      },
    };
  }

  private admitNext(): void {
    while (this.line.length > 0 && this.taken < this.options.limit()) {
      const next = this.line.reduce((first, each) => (each.deadline < first.deadline ? each : first));
      if (this.clock.now() + this.options.typicalMs() > next.deadline) next.turnAway(this.tooMuch());
      else next.admit(this.place());
    }
  }

  private tooMuch(): ProviderError {
    this.droppedCount++;
    return new ProviderError('queue', 'busy', 'more turns are to be answered than can be in time');
  }
}
