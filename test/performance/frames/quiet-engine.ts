import type { VoiceActivity } from '@app/core';

/** Hears nothing, at no cost. */
export const quietEngine: VoiceActivity = {
  name: 'quiet',
  open: () => ({ process: () => undefined, close: () => undefined }),
};
