import { systemClock } from '@app/core';
import { describeContract, speechToTextContract } from '@app/testing';
import { SimulatedSpeechToText } from './simulated-stt';

const saying = { pcm: new Int16Array(16_000).fill(500), text: 'hello' };

describeContract('The simulated recogniser', speechToTextContract, {
  make: async () => ({
    stt: new SimulatedSpeechToText({ finalMs: 1, text: 'hello' }, systemClock),
    sayings: [saying, saying] as const,
  }),
});
