import type { RecogniserThread } from './recogniser-thread';

/** Idle threads that are kept for the next calls. */
const KEPT_IDLE = 3;

/** Threads by need: one ready from the start, one ahead of the calls that are admitted, never more than the limit. */
export class RecogniserPool {
  private readonly all = new Set<RecogniserThread>();
  private idle: RecogniserThread[] = [];
  private closed = false;

  constructor(
    private readonly limit: number,
    private readonly create: (onDeath: (thread: RecogniserThread) => void) => RecogniserThread,
  ) {}

  get size(): number {
    return this.all.size;
  }

  /** Resolves when the first thread can recognise. @throws when it cannot */
  async start(): Promise<void> {
    const first = this.spawn();
    this.idle.push(first);
    if (!(await first.ready)) throw new Error('the embedded recogniser does not start');
  }

  /** So many calls are admitted: their threads start now, and are ready when the callers speak. */
  expect(calls: number): void {
    const wanted = Math.min(this.limit, calls + 1);
    while (!this.closed && this.all.size < wanted) this.idle.push(this.spawn());
  }

  /** A thread for one call, maybe still starting: it works off what it is sent when it is ready. Null at the limit. */
  take(): RecogniserThread | null {
    if (this.closed) return null;
    return this.idle.shift() ?? (this.all.size < this.limit ? this.spawn() : null);
  }

  giveBack(thread: RecogniserThread): void {
    if (!this.all.has(thread)) return;
    if (this.idle.length < KEPT_IDLE && !this.closed) this.idle.push(thread);
    else void thread.end();
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.all].map(thread => thread.end()));
  }

  private spawn(): RecogniserThread {
    const thread = this.create(dead => {
      this.all.delete(dead);
      this.idle = this.idle.filter(each => each !== dead);
    });
    this.all.add(thread);
    return thread;
  }
}
