import type { CallDirectory, CallId, DirectoryPage, InstancePresence } from '@app/core';

/** An instance alone: what it announced is what there is. */
export class MemoryDirectory implements CallDirectory {
  private presence: InstancePresence | null = null;

  /** @param describe who has a call, and since when */
  constructor(
    private readonly describe: (callId: CallId) => { readonly userId: string; readonly since: number } | null,
  ) {}

  private calls: readonly CallId[] = [];

  async announce(presence: InstancePresence, calls: readonly CallId[]): Promise<boolean> {
    this.presence = presence;
    this.calls = [...calls].sort();
    return false;
  }

  async leave(): Promise<void> {
    this.presence = null;
    this.calls = [];
  }

  async list(cursor: string | null, limit: number): Promise<DirectoryPage | null> {
    const { presence } = this;
    if (!presence) return { instances: [], calls: [], cursor: null };
    const after = cursor ?? '';
    const rest = this.calls.filter(callId => callId > after);
    const page = rest.slice(0, limit);
    const calls = page.flatMap(callId => {
      const known = this.describe(callId);
      return known ? [{ callId, instance: presence.instance, ...known }] : [];
    });
    return { instances: [presence], calls, cursor: rest.length > limit ? page.at(-1)! : null };
  }
}
