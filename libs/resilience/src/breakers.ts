import { Breaker } from './breaker';
import type { BreakerSettings, BreakerState } from './breaker';

/** The breakers of an instance, by name: what they protect, such as `tts:azure`. */
export class Breakers {
  private readonly all = new Map<string, Breaker>();

  constructor(
    private readonly settings: BreakerSettings,
    private readonly onChange: (name: string, state: BreakerState) => void = () => undefined,
  ) {}

  of(name: string): Breaker {
    const known = this.all.get(name);
    if (known) return known;
    const made = new Breaker(name, this.settings, state => this.onChange(name, state));
    this.all.set(name, made);
    return made;
  }

  /** Undefined where nothing of that name stands behind a breaker. */
  find(name: string): Breaker | undefined {
    return this.all.get(name);
  }

  get list(): readonly Breaker[] {
    return [...this.all.values()];
  }
}
