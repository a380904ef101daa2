/** Outcomes lose half their weight after this many more. */
const HALF_LIFE = 50;
/** Fewer than this say nothing yet. */
const ENOUGH = 10;
/** While speculation is off, one chance in so many is taken, to see whether it has become worth it again. */
const TRY_EVERY = 20;

/** What speculation costs and brings, over all calls of the instance: it turns itself off where too much is wasted. */
export class SpeculationAccount {
  private hits = 0;
  private wastes = 0;
  private passed = 0;

  /** @param maxWaste share of speculations, 0–1, that may be thrown away; 0 turns speculation off. */
  constructor(private readonly maxWaste: number) {}

  /** Outcomes that count, weighted by age. */
  get count(): number {
    return this.hits + this.wastes;
  }

  /** 0–1; of what was speculated lately. */
  get wasteRatio(): number {
    const all = this.hits + this.wastes;
    return all === 0 ? 0 : this.wastes / all;
  }

  worthwhile(): boolean {
    if (this.maxWaste === 0) return false;
    if (this.hits + this.wastes < ENOUGH || this.wasteRatio <= this.maxWaste) return true;
    this.passed++;
    return this.passed % TRY_EVERY === 0;
  }

  hit(): void {
    this.fade();
    this.hits++;
  }

  waste(): void {
    this.fade();
    this.wastes++;
  }

  private fade(): void {
    const keep = 0.5 ** (1 / HALF_LIFE);
    this.hits *= keep;
    this.wastes *= keep;
  }
}
