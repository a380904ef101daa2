import type { InstanceMail } from '@app/core';

/** Letters of an instance to itself, or between instances of one test. */
export class MemoryMail implements InstanceMail {
  private readonly listeners = new Map<string, (message: unknown) => void>();

  async send(instance: string, message: unknown): Promise<boolean> {
    const listener = this.listeners.get(instance);
    if (!listener) return false;
    queueMicrotask(() => listener(message));
    return true;
  }

  async listen(instance: string, listener: (message: unknown) => void): Promise<void> {
    this.listeners.set(instance, listener);
  }

  async close(): Promise<void> {
    this.listeners.clear();
  }
}
