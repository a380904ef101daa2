import type { Clock, SynthesisRequest, Timer } from '@app/core';
import type { CachedTextToSpeech } from '../speech/cached-text-to-speech';

export interface WarmerParts {
  readonly clock: Clock;
  readonly speech: Pick<CachedTextToSpeech, 'busy' | 'prepare'>;
  readonly perSecond: number;
  /** More than this at once is not made ahead: the oldest wishes are given up. */
  readonly mostLeft: number;
}

/** How far it has got: of what was wanted, so much is made, failed or was given up, and the rest is left. */
export interface WarmerProgress {
  readonly wanted: number;
  readonly made: number;
  readonly failed: number;
  readonly left: number;
}

/**
 * Has sentences synthesised that nobody waits for yet: one at a time, so many a second, and none while a call waits for
 * one of its own.
 */
export class Warmer {
  private readonly queue = new Map<string, SynthesisRequest>();
  private readonly stopping = new AbortController();
  private timer: Timer | null = null;
  private working = false;
  private wanted = 0;
  private made = 0;
  private failed = 0;

  /** @param emptied told whenever nothing is left */
  constructor(
    private readonly parts: WarmerParts,
    private readonly emptied: () => void = () => undefined,
  ) {}

  want(requests: readonly SynthesisRequest[]): void {
    if (this.stopping.signal.aborted) return;
    for (const request of requests) {
      const name = JSON.stringify(request);
      if (this.queue.has(name)) continue;
      this.queue.set(name, request);
      this.wanted++;
    }
    for (const oldest of this.queue.keys()) {
      if (this.queue.size <= this.parts.mostLeft) break;
      this.queue.delete(oldest);
      this.failed++;
    }
    if (this.queue.size > 0)
      this.timer ??= this.parts.clock.every(1000 / this.parts.perSecond, () => void this.tick());
  }

  get progress(): WarmerProgress {
    const { wanted, made, failed } = this;
    return { wanted, made, failed, left: wanted - made - failed };
  }

  close(): void {
    this.stopping.abort();
    this.rest();
  }

  private async tick(): Promise<void> {
    const { speech } = this.parts;
    if (this.working || speech.busy > 0) return;
    const [next] = this.queue;
    if (!next) return;
    this.queue.delete(next[0]);
    this.working = true;
    try {
      await speech.prepare(next[1], this.stopping.signal);
      this.made++;
    } catch {
      this.failed++;
    }
    this.working = false;
    if (this.queue.size > 0) return;
    this.rest();
    if (!this.stopping.signal.aborted) this.emptied();
  }

  private rest(): void {
    this.timer?.cancel();
    this.timer = null;
    this.queue.clear();
  }
}
