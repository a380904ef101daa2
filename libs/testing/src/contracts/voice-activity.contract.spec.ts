import type { SpeechVerdictSink, VoiceActivity, VoiceActivityDetector } from '@app/core';
import { brokenChecks } from '../contract';
import { voiceActivityContract } from './voice-activity.contract';

const broken = (open: (sink: SpeechVerdictSink) => VoiceActivityDetector): Promise<string[]> => {
  const engine: VoiceActivity = { name: 'broken', open: (_, sink) => open(sink) };
  return brokenChecks(voiceActivityContract, { make: async () => engine });
};

describe('The contract of voice activity', () => {
  it('is not held by an engine that hears nothing', async () => {
    const deaf = await broken(() => ({ process: () => undefined, close: () => undefined }));
    expect(deaf).toContain('hears speech where it is, by media time');
    expect(deaf).toContain('goes on after sound that is broken');
  });

  it('is not held by one that hears speech everywhere', async () => {
    const jumpy = await broken(sink => ({
      process: frame => sink({ type: 'speech-started', at: frame.at, confidence: 1 }),
      close: () => undefined,
    }));
    expect(jumpy).toEqual(
      expect.arrayContaining([
        'says started and ended in turn, in order of time',
        'hears nothing in silence, and little in steady noise',
        'can be closed twice, and is silent afterwards',
      ]),
    );
  });
});
