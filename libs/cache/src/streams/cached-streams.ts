import { CancelledError, noDeadline } from '@app/core';
import type { CallId, Scope } from '@app/core';
import type { Cache, Claim } from '../cache';
import type { Recipe } from '../namespace';
import { Attendance } from './attendance';
import { SharedStream } from './shared-stream';

/** Writes a stream down. */
export interface Recorder<Item, Value> {
  add(item: Item): void;
  /** What is worth keeping of it; null: nothing. */
  readonly value: Value | null;
}

/** How something that streams is kept. */
export interface StreamKind<Item, Value> {
  record(): Recorder<Item, Value>;
  again(value: Value): Iterable<Item>;
}

/** Begins what is not there: once for all who want it at the same time. */
export type Open<Item> = (scope: Scope) => AsyncIterable<Item>;

/** For what nobody waits for. */
const AHEAD = 'ahead' as CallId;

/**
 * Streams that are kept: read anew from memory or Redis, or while they are made, by everybody who wants the same. What is
 * cut short, fails, or comes of another provider than the first choice is not kept.
 */
export class CachedStreams<Shape extends Recipe<Shape>, Value, Item> {
  private readonly streams = new Map<string, SharedStream<Item>>();
  private readonly closing = new AbortController();

  /** @param maker name of the first choice */
  constructor(
    private readonly cache: Cache<Shape, Value>,
    private readonly kind: StreamKind<Item, Value>,
    private readonly maker: string,
  ) {}

  /** Streams that are being made for somebody. */
  get busy(): number {
    return this.streams.size;
  }

  /** @throws what the stream throws; the signal's reason */
  async *read(recipe: Shape, scope: Scope, open: Open<Item>): AsyncGenerator<Item> {
    const { signal } = scope;
    signal.throwIfAborted();
    const key = this.cache.keyOf(recipe);
    const here = await this.cache.fromMemory(key);
    if (here?.stale) this.refresh(key, open);
    if (!here) yield* this.shared(key, scope, open).read(signal);
    else {
      for (const item of this.kind.again(here.value)) {
        signal.throwIfAborted();
        yield item;
      }
    }
  }

  /** Makes ready what nobody waits for yet, unless somebody does already. @throws what the stream throws */
  async prepare(recipe: Shape, signal: AbortSignal, open: Open<Item>): Promise<void> {
    const key = this.cache.keyOf(recipe);
    if (this.streams.has(key) || (await this.cache.bring(key))) return;
    await this.makeAhead(key, AbortSignal.any([signal, this.closing.signal]), open);
  }

  /** What is being made ahead is given up. */
  close(): void {
    this.closing.abort(new CancelledError('closed'));
  }

  private shared(key: string, scope: Scope, open: Open<Item>): SharedStream<Item> {
    const known = this.streams.get(key);
    if (known?.joinable) return known;
    const made: SharedStream<Item> = new SharedStream(
      signal => this.make(key, { ...scope, signal }, open),
      () => {
        if (this.streams.get(key) === made) this.streams.delete(key);
      },
    );
    this.streams.set(key, made);
    return made;
  }

  private async *make(key: string, scope: Scope, open: Open<Item>): AsyncGenerator<Item> {
    const there = await this.cache.fromShared(key);
    if (there?.stale) this.refresh(key, open);
    const found = there ?? (await this.cache.claim(key));
    if ('value' in found) yield* this.kind.again(found.value);
    else yield* this.record(found, scope, open);
  }

  private async *record(claim: Claim<Value>, scope: Scope, open: Open<Item>): AsyncGenerator<Item> {
    const recorder = this.kind.record();
    const attendance = new Attendance(this.maker);
    try {
      for await (const item of open(attendance.in(scope))) {
        recorder.add(item);
        yield item;
      }
      // A stream may end quietly when it is told to stop.
      const value = attendance.asExpected && !scope.signal.aborted ? recorder.value : null;
      if (value !== null) await claim.keep(value);
    } finally {
      claim.release();
    }
  }

  private refresh(key: string, open: Open<Item>): void {
    if (!this.cache.namespace.refreshes || this.streams.has(key)) return;
    this.makeAhead(key, this.closing.signal, open).catch(() => undefined);
  }

  private async makeAhead(key: string, signal: AbortSignal, open: Open<Item>): Promise<void> {
    const claim = await this.cache.claimIdly(key);
    if (!claim) return;
    const made = this.record(claim, { callId: AHEAD, signal, deadline: noDeadline }, open);
    while ((await made.next()).done !== true) signal.throwIfAborted();
  }
}
