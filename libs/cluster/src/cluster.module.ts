import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { Inject, Injectable, Logger, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { ServerSettings } from '@app/config';
import { systemClock } from '@app/core';
import type { CallDirectory, CallId, InstanceMail, SessionStore } from '@app/core';
import { REDIS } from '@app/redis';
import type { RedisClients } from '@app/redis';
import { ClusterSettings } from './cluster-settings';
import { CallRemote } from './commands/call-remote';
import { MemoryDirectory } from './memory/memory-directory';
import { MemoryMail } from './memory/memory-mail';
import { MemorySessionStore } from './memory/memory-session-store';
import { RedisDirectory } from './redis/redis-directory';
import { RedisMail } from './redis/redis-mail';
import { RedisSessionStore } from './redis/redis-session-store';
import { Sessions } from './sessions/sessions';
import { RedisContact, alwaysThere } from './sessions/store-contact';
import type { StoreContact } from './sessions/store-contact';
import { Cipher, readKeys } from './state/cipher';
import { SnapshotCodec } from './state/snapshot-codec';

/** What stands behind the calls of this instance: Redis, or its own memory. */
@Injectable()
export class Cluster implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly instance = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
  readonly sessions: Sessions;
  readonly remote: CallRemote;
  readonly directory: CallDirectory;
  /** Whether other instances can go on with the calls of this one. */
  readonly shared: boolean;
  private readonly mail: InstanceMail;

  constructor(
    @Inject(REDIS) redis: RedisClients | null,
    { leaseMs, encryptionKey }: ClusterSettings,
    { resumeWindowMs: windowMs }: ServerSettings,
  ) {
    this.shared = redis !== null;
    const log = new Logger('Cluster');
    const times = { leaseMs, windowMs };
    const cipher = encryptionKey === '' ? null : new Cipher(readKeys(encryptionKey) ?? []);
    const clock = systemClock;
    const store: SessionStore = redis
      ? new RedisSessionStore(redis, times, new SnapshotCodec(cipher))
      : new MemorySessionStore(clock, times);
    const contact: StoreContact = redis ? new RedisContact(redis, clock) : alwaysThere;
    this.mail = redis ? new RedisMail(redis) : new MemoryMail();
    this.directory = redis
      ? new RedisDirectory(redis, leaseMs)
      : new MemoryDirectory(callId => this.describe(callId));
    const { mail, directory, instance } = this;
    this.sessions = new Sessions({
      store,
      directory,
      mail,
      contact,
      clock,
      leaseMs,
      windowMs,
      instance,
      host: hostname(),
      warn: message => log.warn(message),
    });
    this.remote = new CallRemote({ store, mail, sessions: this.sessions, clock, instance });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.remote.start();
    await this.sessions.announce();
  }

  /** After the drain, before Redis is let go of: what is left is kept for whoever resumes it. Idempotent. */
  async leave(): Promise<void> {
    await this.sessions.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.leave();
    this.remote.close();
    await this.mail.close();
  }

  private describe(callId: CallId): { userId: string; since: number } | null {
    const session = this.sessions.named(callId);
    return session && { userId: session.owner.subject, since: session.since };
  }
}

/** Needs ClusterSettings and ServerSettings of the ConfigurationModule, and REDIS. */
@Module({})
export class ClusterModule {
  static forRoot(): DynamicModule {
    return { module: ClusterModule, global: true, providers: [Cluster], exports: [Cluster] };
  }
}
