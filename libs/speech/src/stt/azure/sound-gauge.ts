/** A loudness nobody speaks with: mean square of about −60 dB below full scale. */
const QUIETEST = (32_768 * 10 ** (-60 / 20)) ** 2;
/** How much the noise is taken to grow in a frame, 2 dB a second: it follows a line that gets louder. */
const NOISE_GROWTH = 1.009;
/** Sound lies above noise^(1−a) · voice^a: on a scale of decibels, so much of the way from the one to the other. */
const ABOVE_NOISE = 0.4;

/**
 * Tells where a call's last sound was, by loudness alone: the noise of the line is its quietest frame (rising slowly), the
 * voice the loudest frame of the utterance. It decides only how long to wait, never what was said.
 */
export class SoundGauge {
  private noise = Number.POSITIVE_INFINITY;
  private voice = QUIETEST;
  private sinceSound = 0;
  private sounded = false;

  constructor(private readonly sampleRate: number) {}

  /** Whether nothing was heard since `begin`. */
  get isSilent(): boolean {
    return !this.sounded;
  }

  /** ms since the end of the last frame with a sound; 0 where there was none yet. */
  get quietMs(): number {
    return !this.sounded ? 0 : (this.sinceSound * 1000) / this.sampleRate;
  }

  /** The line's noise is remembered, the voice is another utterance's. */
  begin(): void {
    this.voice = QUIETEST;
    this.sinceSound = 0;
    this.sounded = false;
  }

  /** @param pcm about 20 ms; lent */
  process(pcm: Int16Array): void {
    let sum = 0;
    for (let i = 0; i < pcm.length; i++) sum += pcm[i]! * pcm[i]!;
    const power = Math.max(QUIETEST, pcm.length === 0 ? 0 : sum / pcm.length);
    this.noise = Math.min(power, this.noise * NOISE_GROWTH);
    this.voice = Math.max(power, this.voice);
    const threshold = this.noise * (this.voice / this.noise) ** ABOVE_NOISE;
    if (power > threshold) {
      this.sinceSound = 0;
      this.sounded = true;
    } else this.sinceSound += pcm.length;
  }
}
