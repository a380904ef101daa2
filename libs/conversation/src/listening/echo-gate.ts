import { FRAME_MS } from '@app/core';
import type { AudioFrame, Millis, SpeechVerdict } from '@app/core';
import { meanSquare } from './echo-reference';
import type { EchoReference } from './echo-reference';

/** An echo is at least this much below what it is the echo of (14 dB); the caller's own voice rarely is. */
const LOUDEST_ECHO = 10 ** -1.4;
/** Below this (-50 dBFS) the assistant is as good as silent. */
const AUDIBLE = 1e-5;
/** The assistant was heard for this long and nothing came back: the line has no echo. */
const PROOF_MS: Millis = 1200;
/** Frames louder than any echo, out of the last four, that are the caller's. */
const ONSET_FRAMES = 3;
const ONSET_WINDOW = 0b1111;
const ONSET_MS: Millis = ONSET_FRAMES * FRAME_MS;

/**
 * Keeps the assistant from being interrupted by its own voice. While it speaks, what the detector takes for speech
 * passes only if it is louder than an echo could be, or if the line has shown that it has none. It works on levels alone:
 * an echo canceller would need the exact delay, which a packet network does not keep.
 */
export class EchoGate {
  /** The detector hears speech, and whether it was let through. */
  private speech: 'none' | 'held' | 'passed' = 'none';
  /** The last frames, newest in the lowest bit: 1 is louder than an echo. */
  private louder = 0;
  /** How long the assistant was audible without a sound from the caller's side. */
  private quietMs: Millis = 0;

  constructor(
    private readonly reference: EchoReference,
    private readonly sink: (verdict: SpeechVerdict) => void,
  ) {}

  /** The detector's verdict, on frames up to the present one. */
  verdict(verdict: SpeechVerdict, now: Millis): void {
    if (verdict.type === 'speech-ended') {
      const told = this.speech === 'passed';
      this.speech = 'none';
      if (told) this.sink(verdict);
    } else if (this.quietMs >= PROOF_MS || this.reference.loudest(now) < AUDIBLE) this.pass(verdict);
    else this.speech = 'held';
  }

  /** Each frame, after the detector has had it. */
  frame({ pcm, at }: AudioFrame, now: Millis): void {
    const loudest = this.reference.loudest(now);
    const audible = loudest >= AUDIBLE;
    if (audible) this.listen(pcm, loudest);
    if (this.speech === 'held' && (!audible || bits(this.louder) >= ONSET_FRAMES)) {
      this.pass({ type: 'speech-started', at: Math.max(0, at - ONSET_MS), confidence: 1 });
    }
  }

  private listen(pcm: Int16Array, loudest: number): void {
    const louder = meanSquare(pcm, 0, pcm.length) > loudest * LOUDEST_ECHO;
    this.louder = ((this.louder << 1) | (louder ? 1 : 0)) & ONSET_WINDOW;
    if (this.speech === 'none') this.quietMs += FRAME_MS;
    else if (this.speech === 'held') this.quietMs = 0;
  }

  private pass(verdict: SpeechVerdict): void {
    this.speech = 'passed';
    this.sink(verdict);
  }
}

/** How many of four bits are set. */
const bits = (value: number): number =>
  (value & 1) + ((value >> 1) & 1) + ((value >> 2) & 1) + ((value >> 3) & 1);
