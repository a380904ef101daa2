import { createHash } from 'node:crypto';
import { ProviderError } from '@app/core';
import type { CallId, Clock, Millis, ProviderFault, ProviderHealth, VoiceError } from '@app/core';
import { backoffMs } from '@app/resilience';
import type { ChatResource, ResourceStanding } from './chat-resource';
import { probeResource } from './probe-resource';

/** A key or deployment that was turned down will be so again until somebody changes it. */
const AFTER_REFUSAL_MS: Millis = 60_000;
/** A service that is busy is left alone for so long at least. */
const AFTER_QUOTA_MS: Millis = 2_000;
/** Asking again would do harm, or could not help. */
const NOT_BEFORE_REST = new Set(['provider_auth', 'provider_quota', 'provider_unavailable']);

/** The resources one engine may ask, each with its health. */
export class ChatResources {
  private standings: readonly ResourceStanding[];

  /** @param random 0–1; specs put a fixed one here */
  constructor(
    resources: readonly ChatResource[],
    private readonly clock: Clock,
    private readonly random: () => number = Math.random,
  ) {
    this.standings = resources.map(standing);
  }

  /**
   * Which resources to ask for this call, best first: those that are well in an order of the call's own, then those that
   * failed lately but might do again. A call keeps to its resource, where its prompt is cached; calls spread by weight.
   * @throws VoiceError of a resource where none may be asked now
   */
  inOrder(callId: CallId): readonly ChatResource[] {
    const now = this.clock.now();
    const ranked = this.standings.toSorted((a, b) => rank(callId, b.resource) - rank(callId, a.resource));
    const well = ranked.filter(each => each.restsUntil <= now);
    const doubtful = ranked
      .filter(each => each.restsUntil > now && !isKeptOut(each, now))
      .toSorted((a, b) => a.restsUntil - b.restsUntil);
    const order = [...well, ...doubtful].map(({ resource }) => resource);
    if (order.length === 0) throw this.noneNow(now);
    return order;
  }

  succeeded(resource: ChatResource): void {
    const each = this.find(resource);
    if (each) recover(each);
  }

  /** The resource is left alone for a while; how long, the error tells. */
  failed(resource: ChatResource, error: VoiceError): void {
    const each = this.find(resource);
    if (!each || !(error instanceof ProviderError)) return;
    const { fault, retryAfterMs } = error;
    // What was wrong with one request says nothing about the next.
    if (fault === 'protocol') return;
    const backoff = backoffMs(++each.failures, this.random());
    each.restsUntil = this.clock.now() + (retryAfterMs ?? Math.max(backoff, leastRest(fault)));
    each.lastError = error;
  }

  /**
   * Asks each of them, beside all calls, whether it lets us in. One that turns the key down is left alone as if a caller
   * had found out; one that does not answer is still asked. Never throws.
   * @param provider whose key it is
   */
  async probe(provider: string, signal: AbortSignal): Promise<void> {
    const asked = this.standings.filter(({ probed }) => probed !== 'mute');
    await Promise.all(asked.map(({ resource }) => this.probeOne(resource, provider, signal)));
  }

  /** Other keys, endpoints or weights, from the next reply on. What is known of one that has not changed is kept. */
  replace(resources: readonly ChatResource[]): void {
    const known = new Map(this.standings.map(each => [each.resource.identity, each]));
    this.standings = resources.map(resource => {
      const before = known.get(resource.identity);
      return before ? { ...before, resource } : standing(resource);
    });
  }

  /** Down where none may be asked. One that failed but might do again is asked where no other is left: degraded. */
  health(): ProviderHealth {
    const now = this.clock.now();
    const ill = this.standings.filter(each => each.restsUntil > now || each.probed === 'silent');
    if (ill.length === 0) return { status: 'up' };
    const reason = ill.map(each => `${each.resource.name}: ${complaint(each, now)}`).join('; ');
    return { status: this.standings.every(each => isKeptOut(each, now)) ? 'down' : 'degraded', reason };
  }

  private async probeOne(resource: ChatResource, provider: string, signal: AbortSignal): Promise<void> {
    const answer = await probeResource(resource, signal);
    const each = this.find(resource);
    if (!each) return;
    const before = each.probed;
    each.probed = answer;
    if (answer === 'refused')
      this.failed(resource, new ProviderError(provider, 'auth', 'the key is refused'));
    // What a caller was refused may be another thing than the list of models.
    else if (answer === 'well' && before === 'refused') recover(each);
  }

  private find({ identity }: ChatResource): ResourceStanding | undefined {
    return this.standings.find(each => each.resource.identity === identity);
  }

  /** The error of the one that may be asked first, with the time until then. */
  private noneNow(now: Millis): VoiceError {
    const [next] = this.standings.toSorted((a, b) => a.restsUntil - b.restsUntil);
    const error = next?.lastError;
    if (!next || !(error instanceof ProviderError))
      return new ProviderError('chat', 'unavailable', 'there is no resource to ask');
    return new ProviderError(error.provider, error.fault, `${error.message}; not asked again yet`, {
      retryAfterMs: next.restsUntil - now,
    });
  }
}

/** Nobody asks it before its rest is over. */
const isKeptOut = ({ restsUntil, lastError }: ResourceStanding, now: Millis): boolean =>
  restsUntil > now && NOT_BEFORE_REST.has(lastError?.code ?? '');

const standing = (resource: ChatResource): ResourceStanding => ({
  resource,
  failures: 0,
  restsUntil: 0,
  lastError: null,
  probed: 'well',
});

function recover(each: ResourceStanding): void {
  Object.assign(each, { failures: 0, restsUntil: 0, lastError: null });
  if (each.probed !== 'mute') each.probed = 'well';
}

const complaint = ({ restsUntil, lastError }: ResourceStanding, now: Millis): string =>
  restsUntil > now ? (lastError?.code ?? '') : 'does not answer';

function leastRest(fault: ProviderFault): Millis {
  if (fault === 'auth' || fault === 'unavailable') return AFTER_REFUSAL_MS;
  return fault === 'quota' ? AFTER_QUOTA_MS : 0;
}

/**
 * Weighted rendezvous hashing: each resource draws a number for the call, larger weights draw larger ones, and the order
 * is that of the draws (C. Schindelhauer, G. Schomaker, "Weighted Distributed Hash Tables", SPAA 2005).
 */
function rank(callId: CallId, { name, weight }: ChatResource): number {
  const hash = createHash('sha1').update(`${callId} ${name}`).digest().readUInt32BE(0);
  return -weight / Math.log((hash + 0.5) / 2 ** 32);
}
