import { ProviderError, asError } from '@app/core';
import type { Clock, ConcurrencyLimit, Millis, Timer } from '@app/core';

/** Leave to work. To be given back; idempotent. */
export interface Place {
  /** @param done the work came to its end: how long it took says how much can go on at once */
  leave(done: boolean): void;
}

interface Waiting {
  readonly deadline: Millis;
  readonly since: Millis;
  readonly admit: (place: Place) => void;
  readonly turnAway: (error: Error) => void;
}

/** What an operator is shown of it. */
export interface PlacesReport {
  readonly underWay: number;
  readonly waiting: number;
  readonly limit: number;
  /** Turned away since the start. */
  readonly dropped: number;
  /** What the work takes of late, ms. */
  readonly typicalMs: number;
}

/** A line that has stood for so long is no burst: there is more to do than can be done. */
const STANDING_MS: Millis = 500;
/** What work takes is an average over about so much of it. */
const REMEMBERED = 50;

/**
 * A bounded line before a bounded number of places. Nobody is let in who cannot be done by their deadline any more: they
 * are told at once. In a burst the nearest deadline goes first. Where the line stands, the newest goes first: in order,
 * everybody would be served at the last moment, and then too late ("adaptive LIFO": B. Maurer, "Fail at Scale", ACM
 * Queue 13(8), 2015; what a standing queue is: K. Nichols, V. Jacobson, "Controlling Queue Delay", ACM Queue 10(5), 2012).
 */
export class WorkPlaces {
  private readonly line: Waiting[] = [];
  private taken = 0;
  private droppedCount = 0;
  private typical: Millis = 0;
  private learnt = 0;
  /** Since when somebody has been waiting all the time. */
  private standsSince: Millis = 0;

  /** @param longestLine who may wait */
  constructor(
    private readonly clock: Clock,
    private readonly bound: ConcurrencyLimit,
    private readonly longestLine: number,
  ) {}

  get waiting(): number {
    return this.line.length;
  }

  report(): PlacesReport {
    return {
      underWay: this.taken,
      waiting: this.line.length,
      limit: this.bound.limit,
      dropped: this.droppedCount,
      typicalMs: Math.round(this.typical),
    };
  }

  /** A place, if there is one without waiting. */
  tryEnter(): Place | null {
    return this.taken < this.bound.limit && this.line.length === 0 ? this.place() : null;
  }

  /**
   * @param deadline clock time at which the work must be done
   * @throws ProviderError `busy` when that cannot be, or the signal's reason
   */
  enter(deadline: Millis, signal: AbortSignal): Promise<Place> {
    if (signal.aborted) return Promise.reject(asError(signal.reason));
    const place = this.tryEnter();
    if (place) return Promise.resolve(place);
    const since = this.clock.now();
    if (this.line.length === 0) this.standsSince = since;
    if (this.line.length >= this.longestLine) this.leastLikely().turnAway(this.tooMuch());
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
        since,
        turnAway,
        admit: admitted => {
          done();
          resolve(admitted);
        },
      };
      this.line.push(waiting);
      signal.addEventListener('abort', giveUp, { once: true });
      const latest = deadline - this.typical - since;
      timer = this.clock.after(Math.max(0, latest), () => turnAway(this.tooMuch()));
    });
  }

  private place(): Place {
    const underWay = ++this.taken;
    const since = this.clock.now();
    let held = true;
    return {
      leave: done => {
        if (!held) return;
        held = false;
        this.taken--;
        if (done) this.learn(this.clock.now() - since, underWay);
        this.admitNext();
      },
    };
  }

  private learn(ms: Millis, underWay: number): void {
    this.learnt = Math.min(this.learnt + 1, REMEMBERED);
    this.typical += (ms - this.typical) / this.learnt;
    this.bound.took(ms, underWay);
  }

  private admitNext(): void {
    while (this.line.length > 0 && this.taken < this.bound.limit) {
      const next = this.next();
      if (this.clock.now() + this.typical > next.deadline) next.turnAway(this.tooMuch());
      else next.admit(this.place());
    }
  }

  private next(): Waiting {
    const stands = this.clock.now() - this.standsSince > STANDING_MS;
    return this.line.reduce((first, each) => {
      const goesBefore = stands ? each.since >= first.since : each.deadline < first.deadline;
      return goesBefore ? each : first;
    });
  }

  /** The one whose deadline is nearest. */
  private leastLikely(): Waiting {
    return this.line.reduce((least, each) => (each.deadline < least.deadline ? each : least));
  }

  private tooMuch(): ProviderError {
    this.droppedCount++;
    return new ProviderError('queue', 'busy', 'more turns are to be answered than can be in time');
  }
}
