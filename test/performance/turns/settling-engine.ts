import type { SpeechVerdictSink, VoiceActivity, VoiceActivityDetector } from '@app/core';

/** An engine that decides elsewhere says when it has decided all it was given. */
interface Settling {
  settle(): Promise<void>;
}

const settles = (detector: object): detector is Settling => 'settle' in detector;

/** In virtual time no engine may take real time: after each frame its detectors are waited for. */
export class SettlingEngine implements VoiceActivity {
  private readonly detectors: Settling[] = [];

  constructor(
    private readonly engine: VoiceActivity,
    private readonly onOnset: () => void,
  ) {}

  get name(): string {
    return this.engine.name;
  }

  open(sampleRate: number, sink: SpeechVerdictSink): VoiceActivityDetector {
    const detector = this.engine.open(sampleRate, verdict => {
      if (verdict.type === 'speech-started') this.onOnset();
      sink(verdict);
    });
    if (settles(detector)) this.detectors.push(detector);
    return detector;
  }

  async settle(): Promise<void> {
    for (const detector of this.detectors) await detector.settle();
  }
}
