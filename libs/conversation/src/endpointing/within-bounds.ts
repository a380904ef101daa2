import type { CallSettings, Millis } from '@app/core';

/** The silence nearest to the wanted one that the call allows. Where its bounds cross, the shortest silence binds. */
export const withinBounds = (
  silenceMs: Millis,
  { minSilenceMs, maxSilenceMs }: CallSettings['endpointing'],
): Millis => Math.max(minSilenceMs, Math.min(maxSilenceMs, silenceMs));
