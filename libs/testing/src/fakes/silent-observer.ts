import type { CallObserver } from '@app/core';

/** For calls nobody measures. */
export const silentObserver: CallObserver = {
  turnBegan: () => undefined,
  stage: () => undefined,
  firstAudio: () => undefined,
  endpointing: () => undefined,
  speculation: () => undefined,
  deadAir: () => undefined,
  turnEnded: () => undefined,
  bargeIn: () => undefined,
  interruption: () => undefined,
  event: () => undefined,
  ended: () => undefined,
};
