import type { FramePool, QueuedFrame } from './frame-pool';
import type { PartText } from './playout';
import type { SpokenPart } from './spoken-parts';

export type QueuedPart = {
  readonly type: 'part';
  readonly describe: () => PartText;
  readonly spoken: SpokenPart;
};
export type QueuedMark = { readonly type: 'mark'; readonly name: string };
export type Queued = QueuedFrame | QueuedPart | QueuedMark;

/** Places that were left are given back when there are so many. */
const LEFT_AT_MOST = 128;

/** What of a reply is still to go out, in its order. Frames are of the pool. */
export class PlayoutQueue {
  private readonly items: Queued[] = [];
  private left = 0;

  constructor(private readonly pool: FramePool) {}

  get empty(): boolean {
    return this.left === this.items.length;
  }

  get next(): Queued | null {
    return this.items[this.left] ?? null;
  }

  push(item: Queued): void {
    this.items.push(item);
  }

  /** The next one goes out: a frame is the caller's, who gives it back. */
  shift(): void {
    this.left++;
    if (this.empty) this.items.length = this.left = 0;
    else if (this.left === LEFT_AT_MOST) {
      this.items.copyWithin(0, this.left);
      this.items.length -= this.left;
      this.left = 0;
    }
  }

  /** Nothing of it is going to be heard. @returns the marks that were in it */
  clear(): QueuedMark[] {
    const marks: QueuedMark[] = [];
    for (let item = this.next; item; item = this.next) {
      this.shift();
      if (item.type === 'frame') this.pool.give(item);
      else if (item.type === 'mark') marks.push(item);
    }
    return marks;
  }
}
