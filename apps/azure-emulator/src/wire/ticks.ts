import type { Millis } from '@app/core';

/** The protocol counts time in units of 100 ns. */
export const TICKS_PER_MS = 10_000;

export const ticks = (ms: Millis): number => Math.round(ms * TICKS_PER_MS);
