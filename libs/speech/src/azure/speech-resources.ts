import type { Clock, Millis, ProviderError, ProviderHealth } from '@app/core';
import { backoffMs } from '@app/resilience';
import type { SpeechResource } from './speech-resource';

/** A key that was turned down will be so again until somebody changes it. */
const AFTER_AUTH_MS: Millis = 60_000;
/** A service that is busy is left alone for so long at least. */
const AFTER_QUOTA_MS: Millis = 2_000;

/** A share of one resource: one connection. Say how it went, and give it back. */
export interface ResourceLease {
  readonly resource: SpeechResource;
  /** False once the resource was taken off the list or has another key: what is idle should not be used any more. */
  readonly current: boolean;
  succeeded(): void;
  /** The resource is left alone for a while; how long, its fault tells. */
  failed(error: ProviderError): void;
  /** Idempotent. */
  release(): void;
}

interface Standing {
  readonly resource: SpeechResource;
  active: number;
  failures: number;
  /** Clock time before which it is left alone. */
  restsUntil: Millis;
  lastFault: string;
}

/** The resources one provider may use, each with its load and health. */
export class SpeechResources {
  private standings: readonly Standing[];

  /** @param random 0–1; specs put a fixed one here */
  constructor(
    resources: readonly SpeechResource[],
    private readonly clock: Clock,
    private readonly random: () => number = Math.random,
  ) {
    this.standings = resources.map(standing);
  }

  /**
   * A share of the resource with the least load for its weight among those that are well and have room.
   * @param avoid the name of one to take only where there is no other
   * @returns null where none can be had now; `retryInMs` says when to ask again
   */
  lease(avoid?: string): ResourceLease | null {
    const now = this.clock.now();
    const usable = this.standings.filter(each => each.restsUntil <= now && hasRoom(each));
    const others = usable.filter(each => each.resource.name !== avoid);
    const [first, ...rest] = others.length > 0 ? others : usable;
    if (!first) return null;
    const least = rest.reduce((best, each) => (this.isBetter(each, best) ? each : best), first);
    return this.leaseOf(least);
  }

  /** Until a resource that rests may be asked again; 0 where one may be now. Infinity where all that are well are full. */
  get retryInMs(): Millis {
    const waits = this.standings.filter(hasRoom).map(each => each.restsUntil - this.clock.now());
    return Math.max(0, Math.min(...waits, Number.POSITIVE_INFINITY));
  }

  /** Other keys, regions or weights, from the next lease on. What is known of a resource that has not changed is kept. */
  replace(resources: readonly SpeechResource[]): void {
    const known = new Map(this.standings.map(each => [identity(each.resource), each]));
    this.standings = resources.map(resource => {
      const before = known.get(identity(resource));
      return before ? Object.assign(before, { resource }) : standing(resource);
    });
  }

  health(): ProviderHealth {
    const now = this.clock.now();
    const resting = this.standings.filter(each => each.restsUntil > now);
    if (resting.length === 0) return { status: 'up' };
    const reason = resting.map(each => `${each.resource.name}: ${each.lastFault}`).join('; ');
    return { status: resting.length === this.standings.length ? 'down' : 'degraded', reason };
  }

  private isBetter(a: Standing, b: Standing): boolean {
    const [loadA, loadB] = [loadOf(a), loadOf(b)];
    return loadA === loadB ? this.random() < 0.5 : loadA < loadB;
  }

  private leaseOf(each: Standing): ResourceLease {
    const { resource } = each;
    const isCurrent = (): boolean => this.standings.includes(each);
    let held = true;
    each.active++;
    return {
      resource,
      get current() {
        return isCurrent();
      },
      succeeded: () => {
        each.failures = 0;
        each.restsUntil = 0;
      },
      failed: error => this.rest(each, error),
      release: () => {
        if (held) each.active--;
        held = false;
      },
    };
  }

  private rest(each: Standing, { fault, retryAfterMs }: ProviderError): void {
    // What was wrong with one request says nothing about the next.
    if (fault === 'protocol' || fault === 'unsupported') return;
    const backoff = backoffMs(++each.failures, this.random());
    const least = fault === 'auth' ? AFTER_AUTH_MS : fault === 'quota' ? AFTER_QUOTA_MS : 0;
    each.restsUntil = this.clock.now() + (retryAfterMs ?? Math.max(backoff, least));
    each.lastFault = fault;
  }
}

const standing = (resource: SpeechResource): Standing => ({
  resource,
  active: 0,
  failures: 0,
  restsUntil: 0,
  lastFault: '',
});

const hasRoom = ({ active, resource }: Standing): boolean => active < resource.maxConcurrent;

/** After one more. */
const loadOf = ({ active, resource }: Standing): number => (active + 1) / resource.weight;

const identity = ({ name, key }: SpeechResource): string => `${name} ${key}`;
