import type { Millis } from '@app/core';

/**
 * How long a drain will still take, by the pace so far; never beyond its end.
 * @param calls live when it began
 */
export function drainEta(begun: Millis, until: Millis, calls: number): (now: Millis, left: number) => Millis {
  return (now, left) => {
    const rest = Math.max(0, until - now);
    const gone = calls - left;
    return Math.round(gone <= 0 ? rest : Math.min(rest, ((now - begun) / gone) * left));
  };
}
