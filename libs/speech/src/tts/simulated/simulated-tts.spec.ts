import { systemClock } from '@app/core';
import type { SpeechPart } from '@app/core';
import { VirtualClock, collect, describeContract, testScope, textToSpeechContract } from '@app/testing';
import { SimulatedTextToSpeech } from './simulated-tts';

describeContract('The simulated synthesiser', textToSpeechContract, {
  make: async () => new SimulatedTextToSpeech({ firstAudioMs: 1 }, systemClock),
});

describe('The simulated synthesiser', () => {
  const request = { text: 'Hello you.', language: 'en-US', voice: null, sampleRate: 8000 };

  it('speaks after its delay, not before, at the rate that was asked for', async () => {
    const clock = new VirtualClock();
    const tts = new SimulatedTextToSpeech({ firstAudioMs: 150 }, clock);
    let parts: SpeechPart[] | null = null;
    void collect(tts.synthesize(request, testScope().scope)).then(all => (parts = all));
    await clock.run(140);
    expect(parts).toBeNull();
    await clock.run(20);
    const samples = parts!.flatMap(part => (part.type === 'pcm' ? [part.frame.pcm.length] : []));
    expect(samples.reduce((sum, count) => sum + count)).toBe((10 * 65 * 8000) / 1000);
  });

  it('leaves no timer behind a turn that ended before it spoke', async () => {
    const clock = new VirtualClock();
    const tts = new SimulatedTextToSpeech({ firstAudioMs: 150 }, clock);
    const { scope, abort } = testScope();
    const speaking = collect(tts.synthesize(request, scope));
    expect(clock.active).toBe(1);
    abort();
    await expect(speaking).rejects.toThrow('aborted by the test');
    expect(clock.active).toBe(0);
  });

  it('hands over audio that is the receiver’s own', async () => {
    const tts = new SimulatedTextToSpeech({ firstAudioMs: 0 }, systemClock);
    const speak = (): Promise<SpeechPart[]> => collect(tts.synthesize(request, testScope().scope));
    const first = await speak();
    for (const part of first) if (part.type === 'pcm') part.frame.pcm.fill(0);
    expect(await speak()).not.toEqual(first);
  });
});
