import type { CallDirectory, CallId, CallPresence, DirectoryPage, InstancePresence, Millis } from '@app/core';
import type { RedisClients } from '@app/redis';

interface Place {
  readonly instance: string;
  /** The last call that was listed of it. */
  readonly after: string;
}

/**
 * Who is there, in Redis: a key for each instance that expires unless it is announced again, and a set of its calls, in
 * order of their names so that they can be paged.
 */
export class RedisDirectory implements CallDirectory {
  constructor(
    private readonly redis: RedisClients,
    private readonly ttlMs: Millis,
  ) {}

  async announce(presence: InstancePresence, calls: readonly CallId[]): Promise<boolean> {
    const { instance } = presence;
    const { commands } = this.redis;
    const callsKey = this.callsKey(instance);
    const known = new Set(await commands.zrange(callsKey, 0, -1));
    const added = calls.filter(callId => !known.delete(callId));
    await Promise.all([
      commands.set(this.instanceKey(instance), JSON.stringify(presence), 'PX', this.ttlMs),
      commands.zadd(this.redis.key('instances'), Date.now() + this.ttlMs, instance),
      ...(added.length > 0 ? [commands.zadd(callsKey, ...added.flatMap(callId => [0, callId]))] : []),
      ...(known.size > 0 ? [commands.zrem(callsKey, ...known)] : []),
      commands.pexpire(callsKey, this.ttlMs),
    ]);
    // By the clocks of the others, which may be late: whoever has just expired still counts.
    return (await commands.zcount(this.redis.key('instances'), Date.now() - this.ttlMs, '+inf')) > 1;
  }

  async leave(instance: string): Promise<void> {
    const { commands } = this.redis;
    await Promise.all([
      commands.del(this.instanceKey(instance)),
      commands.del(this.callsKey(instance)),
      commands.zrem(this.redis.key('instances'), instance),
    ]);
  }

  async list(cursor: string | null, limit: number): Promise<DirectoryPage | null> {
    const from = cursor === null ? { instance: '', after: '' } : readCursor(cursor);
    if (!from) return null;
    const instances = await this.instances();
    const calls: CallPresence[] = [];
    let last: Place | null = null;
    for (const { instance } of instances) {
      if (instance < from.instance) continue;
      const after: string = instance === from.instance ? from.after : '';
      // One more than is wanted shows whether there is a next page.
      const names = await this.callsOf(instance, after, limit - calls.length + 1);
      for (const name of names) {
        if (calls.length === limit) return { instances, calls, cursor: last && writeCursor(last) };
        last = { instance, after: name };
        calls.push(...(await this.describe(name, instance)));
      }
    }
    return { instances, calls, cursor: null };
  }

  /** Those that are there, by name; others are forgotten on the way. */
  private async instances(): Promise<InstancePresence[]> {
    const { commands } = this.redis;
    const key = this.redis.key('instances');
    await commands.zremrangebyscore(key, '-inf', Date.now() - this.ttlMs);
    const names = await commands.zrange(key, 0, -1);
    const texts = await Promise.all(names.map(name => commands.get(this.instanceKey(name))));
    return texts
      .flatMap(text => (text === null ? [] : [JSON.parse(text) as InstancePresence]))
      .sort((a, b) => (a.instance < b.instance ? -1 : 1));
  }

  private callsOf(instance: string, after: string, limit: number): Promise<string[]> {
    const from = after === '' ? '-' : `(${after}`;
    return this.redis.commands.zrangebylex(this.callsKey(instance), from, '+', 'LIMIT', 0, limit);
  }

  private async describe(name: string, instance: string): Promise<CallPresence[]> {
    const key = this.redis.key('call', name);
    const [holder, userId, since] = await this.redis.commands.hmget(key, 'holder', 'subject', 'since');
    if (!holder?.startsWith(`${instance}/`)) return [];
    return [{ callId: name as CallId, instance, userId: userId ?? '', since: Number(since) }];
  }

  private instanceKey(instance: string): string {
    return this.redis.key('instance', instance);
  }

  private callsKey(instance: string): string {
    return this.redis.key('calls', instance);
  }
}

const writeCursor = ({ instance, after }: Place): string =>
  Buffer.from(`${instance}\n${after}`).toString('base64url');

function readCursor(cursor: string): Place | null {
  const [instance, after, ...more] = Buffer.from(cursor, 'base64url').toString().split('\n');
  return instance && after && more.length === 0 ? { instance, after } : null;
}
