import type { Clock, Millis, Timer } from '@app/core';
import { makeClient, openConnections } from './make-client';
import type { RedisClient, RedisPurpose } from './make-client';
import type { RedisAddress } from './redis-address';

export interface RedisHealth {
  readonly status: 'up' | 'down';
  /** Epoch ms of the last change. */
  readonly since: Millis;
  readonly kind: RedisAddress['kind'];
}

export interface RedisClientsParts {
  readonly address: RedisAddress;
  readonly commandTimeoutMs: Millis;
  /** What every key and channel begins with. */
  readonly prefix: string;
  readonly clock: Clock;
  /** For what an operator should know. */
  readonly warn: (message: string) => void;
}

/** How often a connection that says nothing is asked. */
const PROBE_MS: Millis = 1000;

/**
 * The connections of this instance to Redis: one for each purpose, made when it is first asked for. Each survives the
 * loss of Redis and connects again by itself; none of them throws an error that nobody waits for.
 */
export class RedisClients {
  private readonly clients = new Map<RedisPurpose, RedisClient>();
  private readonly probing: Timer;
  private up = false;
  private changedAt: Millis;
  private closed = false;

  constructor(private readonly parts: RedisClientsParts) {
    this.changedAt = parts.clock.epoch();
    this.probing = parts.clock.every(PROBE_MS, () => void this.probe());
  }

  /** For everything whose answer is text or a number, publishing too. Commands fail fast while Redis is away. */
  get commands(): RedisClient {
    return this.of('commands');
  }

  /** For bytes: `set` and `getBuffer`. A long one does not hold up commands. */
  get buffers(): RedisClient {
    return this.of('buffers');
  }

  /** Only for (p)subscribe: a client that listens can do nothing else. Subscriptions come back with Redis. */
  get subscriber(): RedisClient {
    return this.of('subscriber');
  }

  /** The full name of a key or channel. */
  key(...parts: readonly string[]): string {
    return this.parts.prefix + parts.join(':');
  }

  /** Connections that are open at the moment. */
  get connections(): number {
    return [...this.clients.values()].reduce((sum, client) => sum + openConnections(client), 0);
  }

  health(): RedisHealth {
    return { status: this.up ? 'up' : 'down', since: this.changedAt, kind: this.parts.address.kind };
  }

  /** Resolves when commands and bytes can be sent, or when this long has passed: an instance starts without Redis too. */
  async settle(withinMs: Millis): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = this.parts.clock.after(withinMs, resolve);
    await Promise.race([late, Promise.all([isReady(this.commands), isReady(this.buffers)])]);
    timer.cancel();
    await this.probe();
  }

  /** Lets go of every connection. Commands under way fail. */
  async close(): Promise<void> {
    this.closed = true;
    this.probing.cancel();
    for (const client of this.clients.values()) client.disconnect();
    this.clients.clear();
  }

  private of(purpose: RedisPurpose): RedisClient {
    const known = this.clients.get(purpose);
    if (known) return known;
    if (this.closed) throw new Error('the connections to Redis are closed');
    const { address, commandTimeoutMs } = this.parts;
    const client = makeClient(address, purpose, 'voice', commandTimeoutMs);
    // Whoever sent a command hears of its failure; the connection's own is told by `note`.
    client.on('error', () => undefined);
    if (purpose === 'commands') {
      client.on('ready', () => this.note(true));
      client.on('close', () => this.note(false));
    }
    this.clients.set(purpose, client);
    return client;
  }

  /** A frozen Redis keeps its connections: only an answer shows that it lives. */
  private async probe(): Promise<void> {
    if (this.closed) return;
    this.note(await this.commands.ping().then(isPong, () => false));
  }

  private note(up: boolean): void {
    if (this.closed || up === this.up) return;
    this.up = up;
    this.changedAt = this.parts.clock.epoch();
    this.parts.warn(up ? 'Redis answers' : 'Redis does not answer');
  }
}

const isPong = (answer: string): boolean => answer === 'PONG';

function isReady(client: RedisClient): Promise<void> {
  if (client.status === 'ready') return Promise.resolve();
  return new Promise(resolve => client.once('ready', resolve));
}
