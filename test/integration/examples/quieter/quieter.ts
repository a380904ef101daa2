import type { StageDescriptor } from '@app/core';

/** Takes 6 dB off the caller's audio, in place, before anybody listens to it. */
export const quieter: StageDescriptor = {
  name: 'quieter',
  on: 'caller-audio',
  budgetMs: 1,
  create: () => ({
    process({ pcm }) {
      for (let i = 0; i < pcm.length; i++) pcm[i] = pcm[i]! >> 1;
    },
  }),
};
