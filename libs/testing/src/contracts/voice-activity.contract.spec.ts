import { FRAME_MS } from '@app/core';
import type { AudioFrame, SpeechVerdictSink, VoiceActivity, VoiceActivityDetector } from '@app/core';
import { brokenChecks } from '../contract';
import { voiceActivityContract } from './voice-activity.contract';

const broken = (open: (sink: SpeechVerdictSink) => VoiceActivityDetector): Promise<string[]> => {
  const engine: VoiceActivity = { name: 'broken', open: (_, sink) => open(sink) };
  return brokenChecks(voiceActivityContract, { make: async () => engine });
};

/** The simplest engine that can be said to work on a quiet line: whatever is loud is speech. */
class LoudnessActivity implements VoiceActivity {
  readonly name = 'loudness';

  open(_sampleRate: number, sink: SpeechVerdictSink): VoiceActivityDetector {
    let open = true;
    let speaking = false;
    let loudUntil = 0;
    return {
      process: ({ pcm, at }) => {
        if (!open) return;
        const loud = pcm.some(sample => sample > 250) && pcm.some(sample => sample < -250);
        if (loud) loudUntil = at + FRAME_MS;
        if (loud && !speaking) sink({ type: 'speech-started', at, confidence: 1 });
        if (!loud && speaking && at + FRAME_MS - loudUntil >= 200)
          sink({ type: 'speech-ended', at: loudUntil, confidence: 1 });
        speaking = loud || (speaking && at + FRAME_MS - loudUntil < 200);
      },
      close: () => void (open = false),
    };
  }
}

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

  const spoilt = (
    change: (detector: VoiceActivityDetector, sink: SpeechVerdictSink) => VoiceActivityDetector,
  ) => broken(sink => change(new LoudnessActivity().open(16_000, sink), sink));

  it('is held, but for noise, by one that only listens for loudness', async () => {
    expect(await spoilt(detector => detector)).toEqual([
      'hears nothing in silence, and little in steady noise',
    ]);
  });

  it('is not held by one that keeps the frames it was lent', async () => {
    const hoarding = await spoilt(detector => {
      const kept: AudioFrame[] = [];
      return {
        process: frame => {
          kept.push(frame);
          if (kept.length > 50) detector.process(kept.shift()!);
        },
        close: () => detector.close(),
      };
    });
    expect(hoarding).toContain('hears speech where it is, by media time');
  });

  it('is not held by one that tells when it decided, not when it was', async () => {
    const late = await broken(sink => {
      const detector = new LoudnessActivity().open(16_000, verdict =>
        sink({ ...verdict, at: verdict.at + 300 }),
      );
      return detector;
    });
    expect(late).toContain('hears speech where it is, by media time');
  });

  it('is not held by one that minds how long a frame is', async () => {
    const strict = await spoilt(detector => ({
      process: frame => {
        if (frame.pcm.length !== frame.sampleRate / 50) throw new RangeError('not 20 ms');
        detector.process(frame);
      },
      close: () => detector.close(),
    }));
    expect(strict).toContain('survives frames of any length');
  });

  it('is not held by one that tells calls apart by nothing', async () => {
    const sinks = new Set<SpeechVerdictSink>();
    const shared = await broken(sink => {
      sinks.add(sink);
      return new LoudnessActivity().open(16_000, verdict => sinks.forEach(each => each(verdict)));
    });
    expect(shared).toContain('keeps calls apart');
  });
});
