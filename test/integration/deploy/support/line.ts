import type { CallClient } from '@app/client';
import { send, silence } from '../../../e2e/support/caller-voice';

const FRAME_MS = 20;
const FRAME_SAMPLES = 320;
const QUIET = silence(FRAME_MS);
const PATIENCE_MS = 10_000;

/** A caller who sends sound as a line does, 20 ms at a time, each when it was spoken: what is guessed in a pause comes in it. */
export class Line {
  private next = performance.now();

  constructor(private readonly call: CallClient) {}

  async say(words: Int16Array): Promise<void> {
    for (let from = 0; from < words.length; from += FRAME_SAMPLES)
      await this.frame(words.slice(from, from + FRAME_SAMPLES));
  }

  /** @throws Error when it never does */
  async quietUntil(what: string, holds: () => boolean): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    while (!holds()) {
      if (performance.now() > until) throw new Error(`never: ${what}`);
      await this.frame(QUIET);
    }
  }

  private async frame(pcm: Int16Array): Promise<void> {
    const early = this.next - performance.now();
    if (early > 0) await new Promise(resolve => setTimeout(resolve, early));
    this.next += FRAME_MS;
    send(this.call, pcm);
  }
}
