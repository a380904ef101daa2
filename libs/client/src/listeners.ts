/** Typed listeners. What comes before `release` is kept, so that nobody is late for the first events. */
export class Listeners<Events extends object> {
  private readonly byName = new Map<keyof Events, Set<(event: never) => void>>();
  private held: (() => void)[] | null = [];

  /** @returns how to stop listening */
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void {
    const listeners = this.byName.get(name) ?? new Set();
    this.byName.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  tell<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    if (this.held) {
      this.held.push(() => this.deliver(name, event));
      return;
    }
    this.deliver(name, event);
  }

  release(): void {
    const held = this.held ?? [];
    this.held = null;
    for (const deliver of held) deliver();
  }

  private deliver<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    for (const listener of this.byName.get(name) ?? []) (listener as (event: Events[Name]) => void)(event);
  }
}
