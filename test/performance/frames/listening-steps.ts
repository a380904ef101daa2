import type { AudioFrame, VoiceActivity } from '@app/core';
import { engines } from '@app/vad';
import type { EngineDescriptor, EngineName } from '@app/vad';
import { inWords } from './frame-step';
import type { FrameStep } from './frame-step';
import { framesAt } from './material';

/** With its default settings. */
export async function engineNamed(name: EngineName): Promise<VoiceActivity> {
  const descriptor = engines[name] as EngineDescriptor<object>;
  const create = await descriptor.load();
  return create(new descriptor.settings());
}

/** Is that speech? @param sampleRate 8000 or 16000 */
export async function detecting(name: EngineName, sampleRate: number): Promise<FrameStep> {
  const engine = await engineNamed(name);
  const detector = engine.open(sampleRate, () => undefined);
  // A call's clock goes on from pass to pass; its frames are written over.
  const frame: { -readonly [Key in keyof AudioFrame]: AudioFrame[Key] } = {
    pcm: new Int16Array(0),
    sampleRate,
    at: 0,
  };
  const frames = framesAt(sampleRate);
  return {
    name: `voice activity, ${name}`,
    format: inWords({ sampleRate }),
    frames: frames.length,
    pass() {
      for (let i = 0; i < frames.length; i++) {
        frame.pcm = frames[i]!;
        frame.at += 20;
        detector.process(frame);
      }
    },
    close: () => detector.close(),
  };
}
