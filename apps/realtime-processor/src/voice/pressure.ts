import type { Breaker } from '@app/resilience';

/** What a breaker is named by before its provider: `tts:azure`. */
const kindOf = (name: string): string => name.split(':', 1)[0] ?? name;

/**
 * How much of what calls need is out of order: 0 nothing, 1 every provider of some kind. The worst kind counts, as a call
 * needs all of them.
 */
export function pressureOf(breakers: readonly Pick<Breaker, 'name' | 'state'>[]): number {
  const kinds = new Map<string, { all: number; shut: number }>();
  for (const { name, state } of breakers) {
    const kind = kinds.get(kindOf(name)) ?? { all: 0, shut: 0 };
    kind.all++;
    if (state !== 'closed') kind.shut++;
    kinds.set(kindOf(name), kind);
  }
  return Math.max(0, ...[...kinds.values()].map(({ all, shut }) => shut / all));
}
