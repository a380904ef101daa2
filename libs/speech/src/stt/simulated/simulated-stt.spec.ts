import { FRAME_MS, noDeadline, systemClock } from '@app/core';
import type { CallId, Recognition, Transcript } from '@app/core';
import { VirtualClock, describeContract, speechToTextContract } from '@app/testing';
import { SimulatedSpeechToText } from './simulated-stt';

const saying = { pcm: new Int16Array(16_000).fill(500), text: 'hello' };

describeContract('The simulated recogniser', speechToTextContract, {
  make: async () => ({
    stt: new SimulatedSpeechToText({ partialMs: 1, finalMs: 1, text: 'hello' }, systemClock),
    sayings: [saying, saying] as const,
  }),
});

describe('The simulated recogniser', () => {
  const setUp = () => {
    const clock = new VirtualClock();
    const heard: Transcript[] = [];
    const settings = { partialMs: 100, finalMs: 200, text: 'one two three' };
    const recognition = new SimulatedSpeechToText(settings, clock).open(
      { language: 'en-US', sampleRate: 16_000, phrases: [] },
      { transcript: transcript => heard.push(transcript), failed: () => undefined },
      { callId: 'call' as CallId, signal: new AbortController().signal, deadline: noDeadline },
    );
    return { clock, heard, hear: listenTo(recognition), recognition };
  };

  const listenTo = (recognition: Recognition) => {
    let at = 0;
    return (level: number, ms: number): void => {
      for (let left = ms; left > 0; left -= FRAME_MS, at += FRAME_MS)
        recognition.write({ pcm: new Int16Array(320).fill(level), sampleRate: 16_000, at });
    };
  };

  it('guesses half of the words in speech, and all of them after the last sound', () => {
    const { heard, hear } = setUp();
    hear(1000, 600);
    expect(heard).toMatchObject([{ type: 'partial', text: 'one two', stable: false }]);
    hear(10, 80);
    expect(heard).toHaveLength(1);
    hear(10, 20);
    expect(heard.slice(1)).toMatchObject([{ type: 'partial', text: 'one two three', stable: true }]);
  });

  it('is sure of its words so long after the last sound, or when it is told that it was the last', async () => {
    const { clock, heard, hear, recognition } = setUp();
    const finals = () => heard.filter(({ type }) => type === 'final');
    hear(1000, 600);
    hear(10, 140);
    recognition.endUtterance();
    await clock.run(59);
    expect(finals()).toEqual([]);
    await clock.run(1);
    expect(finals()).toMatchObject([{ text: 'one two three', startMs: 0, endMs: 600 }]);
  });

  it('hears nothing in a quiet line', async () => {
    const { clock, heard, hear, recognition } = setUp();
    hear(20, 1000);
    recognition.endUtterance();
    await clock.run(200);
    expect(heard).toMatchObject([{ type: 'final', text: '', confidence: 0 }]);
  });
});
