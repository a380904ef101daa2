import { noDeadline } from '@app/core';
import type { CallId, Provider, ProviderKind, Scope } from '@app/core';
import type { VirtualClock } from '@app/testing';
import { Breakers } from './breakers';
import { ProviderChain } from './provider-chain';

export const FIRST_ITEM_MS = 2000;
export const STALL_MS = 3000;

/** A chain in virtual time, and what its observer was told. */
export class TestChain<Port extends Provider> {
  readonly told: string[] = [];
  /** Who began to answer, and after how many ms. */
  readonly begun: string[] = [];
  readonly breakers = new Breakers({ failureThreshold: 5, resetMs: 60_000 });
  readonly abort = new AbortController();
  readonly scope: Scope = { callId: 'call' as CallId, signal: this.abort.signal, deadline: noDeadline };
  readonly chain: ProviderChain<Port>;

  constructor(
    readonly clock: VirtualClock,
    kind: ProviderKind,
    providers: readonly [Port, ...Port[]],
    retries = 0,
  ) {
    this.chain = new ProviderChain(kind, providers, {
      clock,
      breakers: this.breakers,
      limits: {
        firstItemMs: FIRST_ITEM_MS,
        stallMs: STALL_MS,
        lastResortMs: 10_000,
        retries,
        backoffMs: 100,
      },
      observer: {
        firstItem: (_kind, provider, ms) => this.begun.push(`${provider} ${ms}`),
        attempt: (_kind, provider, outcome) => this.told.push(`${provider} ${outcome}`),
        fellBack: (_kind, from, to) => this.told.push(`${from} → ${to}`),
      },
    });
  }

  /** Everything a stream gives until it ends or throws. */
  async collect<Item>(stream: AsyncIterable<Item>, ms = 20_000): Promise<{ items: Item[]; error: unknown }> {
    const items: Item[] = [];
    let error: unknown = null;
    const reading = (async () => {
      for await (const item of stream) items.push(item);
    })().catch((thrown: unknown) => (error = thrown));
    await this.clock.run(ms);
    await reading;
    return { items, error };
  }
}
