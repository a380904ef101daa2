/** The label of whatever is not known. */
export const OTHER = 'other';

/** Stands for a provider where none had to be asked. */
export const CACHE = 'cache';

/** More providers than all chains can have. */
export const MAX_PROVIDERS = 32;

const SHAPE = /^[a-z][a-z0-9_-]{0,63}$/;

/**
 * Keeps a label to a bounded set of values, since each value of a metric lives for ever: names of a decent shape are
 * taken in order of arrival until there are `limit`, all others become `other`.
 */
export class BoundedLabels {
  private readonly known = new Set<string>();

  constructor(private readonly limit: number) {}

  of(value: string): string {
    if (this.known.has(value)) return value;
    if (this.known.size >= this.limit || !SHAPE.test(value)) return OTHER;
    this.known.add(value);
    return value;
  }
}
