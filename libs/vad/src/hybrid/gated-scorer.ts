import type { SileroNet } from '../silero/silero-net';
import type { WindowScorer } from '../silero/window-detector';
import { RecentSpectra } from './recent-spectra';
import { SpeechGate } from './speech-gate';

/** The network rests after so many windows in a row in which it heard hardly anything and nothing stood out. */
const PATIENCE = 3;
const HARDLY = 0.2;
/**
 * What it missed just before it is asked again, 160 ms, it hears first. Without them it misses a phrase
 * of one of the recordings in test/audio (docs/performance.md).
 */
const MISSED = 5;

/**
 * Silero, asked only while something stands out of the noise or it hears speech itself. Its state rests with it: it fell
 * asleep in silence and wakes to silence, so a new one would be worse.
 */
export class GatedScorer implements WindowScorer {
  private readonly gate = new SpeechGate();
  private readonly state: Float32Array;
  private readonly recent: RecentSpectra;
  /** Windows in a row without anything. A call begins awake: its first word may be its first sound. */
  private quiet = 0;

  constructor(private readonly net: SileroNet) {
    this.state = net.newState();
    this.recent = new RecentSpectra(MISSED + 1, net.magnitudes.length);
  }

  /** @returns what Silero says; 0 while it rests */
  score(samples: Int16Array): number {
    const { net } = this;
    net.transform(samples);
    const standsOut = this.gate.opens(net.magnitudes);
    if (this.quiet < PATIENCE) return this.ask(standsOut);
    this.recent.keep(net.magnitudes);
    return standsOut ? this.wake() : 0;
  }

  private ask(standsOut: boolean): number {
    const probability = this.net.infer(this.state);
    this.quiet = standsOut || probability >= HARDLY ? 0 : this.quiet + 1;
    return probability;
  }

  /** Hears what was missed, and at last the present window. */
  private wake(): number {
    const { net, recent } = this;
    let probability = 0;
    for (let spectra = recent.takeOldest(); spectra; spectra = recent.takeOldest()) {
      net.magnitudes.set(spectra);
      probability = net.infer(this.state);
    }
    this.quiet = 0;
    return probability;
  }
}
