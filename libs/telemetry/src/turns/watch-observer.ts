import type { CallObserver } from '@app/core';

const nothing = (): void => undefined;

/** An observer of the few things that are wanted. */
export const watchObserver = (wanted: Partial<CallObserver>): CallObserver => ({
  turnBegan: nothing,
  stage: nothing,
  firstAudio: nothing,
  endpointing: nothing,
  speculation: nothing,
  deadAir: nothing,
  turnEnded: nothing,
  bargeIn: nothing,
  interruption: nothing,
  event: nothing,
  ended: nothing,
  ...wanted,
});
