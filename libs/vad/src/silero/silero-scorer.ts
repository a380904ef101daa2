import type { SileroNet } from './silero-net';
import type { WindowScorer } from './window-detector';

/** Asks Silero about every window. */
export class SileroScorer implements WindowScorer {
  private readonly state: Float32Array;

  constructor(private readonly net: SileroNet) {
    this.state = net.newState();
  }

  score(samples: Int16Array): number {
    this.net.transform(samples);
    return this.net.infer(this.state);
  }
}
