import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DRIVER_CORE, startPinned, stopChild } from './pinned';
import { within } from './within';

/** What one is told. */
export type IdleOrder = { readonly open: number } | { readonly count: 'alive' };

/** What came of it. */
export interface IdleAnswer {
  /** Connections there are now: opened, or that answered when they were asked. */
  readonly there: number;
  /** What those were told that were not let in, and how often. */
  readonly refused: Readonly<Record<string, number>>;
}

/** Ten thousand heartbeats, or a batch of connections each of which is given up in time, ms. */
const DONE_WITHIN_MS = 300_000;

/** Connections that say nothing, held by a process of their own: whoever measures callers among them is not held up by them. */
export class IdleHolder {
  private constructor(private readonly child: ChildProcess) {}

  static async start(url: string, token: string): Promise<IdleHolder> {
    const program = join(process.cwd(), 'dist/test/load/processes/idle-holder-program.js');
    const { child } = await startPinned(DRIVER_CORE, [program, url, token], {}, /^holds/, 'ipc');
    return new IdleHolder(child);
  }

  /** So many more. */
  open(count: number): Promise<IdleAnswer> {
    return this.tell({ open: count });
  }

  /** @returns how many answer a heartbeat */
  async alive(): Promise<number> {
    return (await this.tell({ count: 'alive' })).there;
  }

  /** All of them are gone without a word. */
  stop(): Promise<void> {
    return stopChild(this.child, 'SIGKILL');
  }

  private async tell(order: IdleOrder): Promise<IdleAnswer> {
    const answered = once(this.child, 'message') as Promise<[IdleAnswer]>;
    this.child.send(order);
    const [answer] = await within(DONE_WITHIN_MS, answered, `idle connections: ${JSON.stringify(order)}`);
    return answer;
  }
}
