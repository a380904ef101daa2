import { FRAME_MS } from '@app/core';
import type { AudioFrame, SpeechVerdictSink, VoiceActivity, VoiceActivityDetector } from '@app/core';

/** Speech is whatever is not digital silence: a test says exactly when somebody speaks. */
export class FakeVoiceActivity implements VoiceActivity {
  readonly name: string = 'fake';
  /** Detectors that were opened and not closed. */
  live = 0;

  constructor(private readonly hangoverMs = 100) {}

  open(_sampleRate: number, sink: SpeechVerdictSink): VoiceActivityDetector {
    this.live++;
    let speaking = false;
    let silentSince = 0;
    return {
      process: (frame: AudioFrame) => {
        const loud = frame.pcm.some(sample => sample !== 0);
        if (loud) {
          silentSince = frame.at + FRAME_MS;
          if (!speaking) sink({ type: 'speech-started', at: frame.at, confidence: 1 });
          speaking = true;
        } else if (speaking && frame.at + FRAME_MS - silentSince >= this.hangoverMs) {
          speaking = false;
          sink({ type: 'speech-ended', at: silentSince, confidence: 1 });
        }
      },
      close: () => void this.live--,
    };
  }
}
