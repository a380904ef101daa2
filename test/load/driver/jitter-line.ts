interface OnItsWay<Item> {
  readonly item: Item;
  readonly at: number;
}

/** A line on which everything takes a while of its own, and nothing overtakes what went before it. */
export class JitterLine<Item> {
  private readonly onItsWay: OnItsWay<Item>[] = [];

  constructor(
    /** What takes longest takes so long, ms. */
    private readonly jitterMs: number,
    private readonly random: () => number,
  ) {}

  put(item: Item, now: number): void {
    this.onItsWay.push({ item, at: now + this.random() * this.jitterMs });
  }

  /** When the next one arrives, unless that is over; Infinity where nothing is on its way. */
  get nextAt(): number {
    return this.onItsWay[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** @returns what arrived first; undefined where nothing has by now */
  take(now: number): Item | undefined {
    return this.nextAt <= now ? this.onItsWay.shift()?.item : undefined;
  }
}
