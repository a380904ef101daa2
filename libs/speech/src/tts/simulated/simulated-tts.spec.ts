import { systemClock } from '@app/core';
import { describeContract, textToSpeechContract } from '@app/testing';
import { SimulatedTextToSpeech } from './simulated-tts';

describeContract('The simulated synthesiser', textToSpeechContract, {
  make: async () => new SimulatedTextToSpeech({ firstAudioMs: 1 }, systemClock),
});
