import type { Clock, Millis } from '@app/core';
import { cacheKey } from './cache-key';
import type { CacheObserver, CacheTrouble } from './cache-observer';
import type { MemoryLevel } from './levels/memory-level';
import type { SharedSide } from './levels/shared-side';
import type { Stored } from './levels/stored';
import type { Namespace, Recipe } from './namespace';

/** What was found. `stale`: in the last part of its life, and worth making anew. */
export interface Found<Value> {
  readonly value: Value;
  readonly stale: boolean;
}

/** The right to make something: one instance has it at a time. Let go of it whatever came of it. */
export interface Claim<Value> {
  keep(value: Value): Promise<void>;
  /** Nothing more is to come of it. Idempotent. */
  release(): void;
}

export interface CacheParts<Value> {
  readonly clock: Clock;
  readonly memory: MemoryLevel<Value>;
  /** null: this instance is alone. */
  readonly shared: SharedSide<Value> | null;
  readonly ttlMs: Millis;
  readonly observer: CacheObserver;
  /** About how much memory a value takes, bytes. */
  weigh(value: Value): number;
}

/** From here on a value is stale. */
const FRESH_PART = 0.8;

/** How often another instance is asked whether it is done. */
const POLL_MS: Millis = 20;

/** One namespace, in memory and in Redis. No method rejects, whatever happens to Redis. */
export class Cache<Shape extends Recipe<Shape>, Value> {
  private readonly making = new Map<string, Promise<Value | null>>();

  constructor(
    readonly namespace: Namespace<Shape, Value>,
    private readonly parts: CacheParts<Value>,
  ) {}

  keyOf(recipe: Shape): string {
    return cacheKey(this.namespace.name, this.namespace.version, recipe);
  }

  /** What this process has. */
  async fromMemory(key: string): Promise<Found<Value> | null> {
    const { memory, observer } = this.parts;
    const found = this.judge(await memory.get(key));
    if (found) observer.hit('memory', this.namespace.name);
    else observer.miss('memory', this.namespace.name);
    return found;
  }

  /** What other instances have; this one then has it too. Takes 20 ms at most. */
  async fromShared(key: string): Promise<Found<Value> | null> {
    const { shared, observer } = this.parts;
    if (!shared?.guard.open) return null;
    const found = await this.readShared(shared, key);
    if (found) observer.hit('redis', this.namespace.name);
    else observer.miss('redis', this.namespace.name);
    return found;
  }

  async find(key: string): Promise<Found<Value> | null> {
    return (await this.fromMemory(key)) ?? this.fromShared(key);
  }

  /** Whether it is here now, or could be had from Redis. Not counted as a hit or a miss. */
  async bring(key: string): Promise<boolean> {
    const { memory, shared } = this.parts;
    if (this.judge(await memory.get(key))) return true;
    return shared?.guard.open === true && (await this.readShared(shared, key)) !== null;
  }

  /** Here at once, elsewhere soon. */
  keep(key: string, value: Value): Promise<void> {
    return this.write(key, value, async () => undefined);
  }

  async drop(key: string): Promise<void> {
    const { memory, shared } = this.parts;
    await memory.delete(key);
    shared?.guard.write(() => shared.level.delete(shared.name(key)), this.trouble);
  }

  /**
   * Asks for the right to make something that was not found. While another instance makes it, waits for what comes of it,
   * though not longer than the namespace has patience.
   */
  async claim(key: string): Promise<Claim<Value> | Found<Value>> {
    const { clock, shared } = this.parts;
    const until = clock.now() + this.namespace.patienceMs;
    for (;;) {
      const claim = await this.claimIdly(key);
      if (claim) return claim;
      if (!shared || clock.now() >= until) return this.right(key, null);
      await new Promise<void>(resolve => clock.after(POLL_MS, resolve));
      const found = await this.readShared(shared, key);
      if (found) return found;
    }
  }

  /** The same for what nobody waits for: null where another instance makes it already. */
  async claimIdly(key: string): Promise<Claim<Value> | null> {
    const { shared } = this.parts;
    if (!shared?.guard.open) return this.right(key, null);
    const name = shared.name(key);
    const taken = await shared.guard.ask<boolean | null>(() => shared.lock.take(name), null, this.trouble);
    return taken === false ? null : this.right(key, taken === null ? null : shared);
  }

  /**
   * What is kept, or else what `make` gives, which is asked once however many want it, here and on other instances. What
   * is stale is given out at once and made anew behind the caller's back. null, and what fails, is not kept.
   * @throws what `make` throws
   */
  async fetch(recipe: Shape, make: () => Promise<Value | null>): Promise<Value | null> {
    const key = this.keyOf(recipe);
    const here = await this.fromMemory(key);
    if (!here) return this.once(key, () => this.fetchElsewhere(key, make));
    if (here.stale) this.refresh(key, make);
    return here.value;
  }

  private async fetchElsewhere(key: string, make: () => Promise<Value | null>): Promise<Value | null> {
    const there = await this.fromShared(key);
    if (there?.stale) this.refresh(key, make);
    if (there) return there.value;
    const claim = await this.claim(key);
    return 'value' in claim ? claim.value : makeIt(claim, make);
  }

  private refresh(key: string, make: () => Promise<Value | null>): void {
    if (!this.namespace.refreshes) return;
    const renew = async (): Promise<Value | null> => {
      const claim = await this.claimIdly(key);
      return claim && makeIt(claim, make);
    };
    this.once(`${key}:refresh`, renew).catch(() => undefined);
  }

  private once(key: string, make: () => Promise<Value | null>): Promise<Value | null> {
    const running = this.making.get(key);
    if (running) return running;
    const made = make().finally(() => this.making.delete(key));
    this.making.set(key, made);
    return made;
  }

  /** @param locked where the lock of this key is held; null where there is none to hold */
  private right(key: string, locked: SharedSide<Value> | null): Claim<Value> {
    let held = locked;
    /** Whoever takes it from here lets go of it. */
    const take = (): (() => Promise<void>) => {
      const from = held;
      held = null;
      return async () => from?.lock.release(from.name(key));
    };
    return {
      keep: value => this.write(key, value, take()),
      release: () => void held?.guard.write(take(), this.trouble),
    };
  }

  /** @param after done when it is written: who waits for the lock then finds what it waits for */
  private async write(key: string, value: Value, after: () => Promise<void>): Promise<void> {
    const { clock, memory, shared, ttlMs } = this.parts;
    const stored = { value, madeAt: clock.epoch(), bytes: this.parts.weigh(value) };
    await memory.set(key, stored, ttlMs);
    const write = (): Promise<void> => shared!.level.set(shared!.name(key), stored, ttlMs).finally(after);
    shared?.guard.write(write, this.trouble);
  }

  private async readShared(shared: SharedSide<Value>, key: string): Promise<Found<Value> | null> {
    const { memory, clock, ttlMs } = this.parts;
    const trouble = (what: CacheTrouble): void => {
      this.trouble(what);
      if (what === 'corrupt' || what === 'wrong-type') void this.drop(key);
    };
    const stored = await shared.guard.ask(() => shared.level.get(shared.name(key)), null, trouble);
    const found = this.judge(stored);
    if (!stored || !found) return null;
    await memory.set(key, stored, ttlMs - (clock.epoch() - stored.madeAt));
    return found;
  }

  /** null for what is too old, or was made in times to come. */
  private judge(stored: Stored<Value> | null): Found<Value> | null {
    if (!stored) return null;
    const { clock, ttlMs } = this.parts;
    const age = clock.epoch() - stored.madeAt;
    if (age >= ttlMs || age < -ttlMs) return null;
    return { value: stored.value, stale: age > ttlMs * FRESH_PART };
  }

  private readonly trouble = (what: CacheTrouble): void =>
    this.parts.observer.trouble(what, this.namespace.name);
}

async function makeIt<Value>(claim: Claim<Value>, make: () => Promise<Value | null>): Promise<Value | null> {
  try {
    const value = await make();
    if (value !== null) await claim.keep(value);
    else claim.release();
    return value;
  } catch (error) {
    claim.release();
    throw error;
  }
}
