import type { InstanceMail } from '@app/core';
import type { RedisClients } from '@app/redis';

/** Letters between instances by Redis's pub/sub, one channel an instance. */
export class RedisMail implements InstanceMail {
  private readonly listeners = new Map<string, (message: unknown) => void>();

  constructor(private readonly redis: RedisClients) {
    redis.subscriber.on('message', (channel: string, text: string) => this.deliver(channel, text));
    // A connection that is lost while it subscribes is not always subscribed again by itself.
    redis.subscriber.on('ready', () => {
      for (const channel of this.listeners.keys()) this.subscribe(channel);
    });
  }

  async send(instance: string, message: unknown): Promise<boolean> {
    const listening = await this.redis.commands.publish(this.channel(instance), JSON.stringify(message));
    // A cluster counts only the listeners of the node that was asked.
    return listening > 0 || this.redis.health().kind === 'cluster';
  }

  async listen(instance: string, listener: (message: unknown) => void): Promise<void> {
    const channel = this.channel(instance);
    this.listeners.set(channel, listener);
    this.subscribe(channel);
  }

  async close(): Promise<void> {
    this.listeners.clear();
  }

  /** Waits for Redis; an instance starts without it, too. */
  private subscribe(channel: string): void {
    this.redis.subscriber.subscribe(channel).catch(() => undefined);
  }

  private deliver(channel: string, text: string): void {
    const listener = this.listeners.get(channel);
    if (!listener) return;
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    listener(message);
  }

  private channel(instance: string): string {
    return this.redis.key('mail', instance);
  }
}
