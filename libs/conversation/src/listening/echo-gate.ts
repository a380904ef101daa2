import { FRAME_MS } from '@app/core';
import type { AudioFrame, Millis, SpeechVerdict } from '@app/core';
import { meanSquare } from './echo-reference';
import type { EchoReference } from './echo-reference';

/** The loudest an echo is taken to be, of the power of what it is the echo of: −14 dB. */
const LOUDEST_ECHO = 10 ** -1.4;
/** However quiet the line, the caller has to be louder than this: −40 dB. */
const FAINTEST_ECHO = 10 ** -4;
/** A caller stands out from what comes back by at least 6 dB. */
const MARGIN = 4;
/** While less comes back than is expected, 3 dB less are expected after this much of the assistant's voice. */
const LESSON_MS: Millis = 400;
const LESS = 0.5;
/** Below this (−50 dBFS) the assistant is as good as silent. */
const AUDIBLE = 1e-5;
/** Frames louder than any echo, out of the last four, that are the caller's. */
const ONSET_FRAMES = 3;
const ONSET_WINDOW = 0b1111;
const ONSET_MS: Millis = ONSET_FRAMES * FRAME_MS;

/**
 * Keeps the assistant from being interrupted by its own voice. While it is heard, what the detector takes for speech
 * passes only if it is louder than what comes back of the assistant, which is learnt from the line. It works on levels
 * alone: an echo canceller would need the exact delay, which a packet network does not keep.
 */
export class EchoGate {
  /** The detector hears speech, and whether it was let through. */
  private speech: 'none' | 'held' | 'passed' = 'none';
  /** The last frames, newest in the lowest bit: 1 is louder than an echo. */
  private louder = 0;
  /** What is louder than an echo: a part of the power of what it would be the echo of. */
  private threshold = LOUDEST_ECHO;
  /** The most that came back in the present lesson. */
  private returned = 0;
  private lessonMs: Millis = 0;

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
    } else if (this.reference.loudest(now) < AUDIBLE) this.pass(verdict);
    else this.speech = 'held';
  }

  /** Each frame, after the detector has had it. */
  frame({ pcm, at }: AudioFrame, now: Millis): void {
    const loudest = this.reference.loudest(now);
    const audible = loudest >= AUDIBLE;
    if (audible) this.compare(meanSquare(pcm, 0, pcm.length) / loudest);
    if (this.speech === 'held' && (!audible || bits(this.louder) >= ONSET_FRAMES)) {
      this.pass({ type: 'speech-started', at: Math.max(0, at - ONSET_MS), confidence: 1 });
    }
  }

  /** What passed held no words: it may have been an echo after all. */
  mistaken(): void {
    this.threshold = LOUDEST_ECHO;
  }

  /** @param ratio of this frame's power to the loudest it may be the echo of */
  private compare(ratio: number): void {
    const louder = ratio > this.threshold;
    this.louder = ((this.louder << 1) | (louder ? 1 : 0)) & ONSET_WINDOW;
    if (this.speech === 'passed') return;
    if (!louder) this.threshold = raised(this.threshold, ratio * MARGIN);
    this.returned = Math.max(this.returned, louder ? 0 : ratio);
    this.lessonMs += FRAME_MS;
    if (this.lessonMs < LESSON_MS) return;
    this.threshold = Math.max(FAINTEST_ECHO, this.returned * MARGIN, this.threshold * LESS);
    this.threshold = Math.min(LOUDEST_ECHO, this.threshold);
    this.lessonMs = 0;
    this.returned = 0;
  }

  private pass(verdict: SpeechVerdict): void {
    this.speech = 'passed';
    this.sink(verdict);
  }
}

/** The threshold, raised where more comes back, but never over what an echo can be. */
const raised = (threshold: number, wanted: number): number =>
  Math.min(LOUDEST_ECHO, Math.max(threshold, wanted));

/** How many of four bits are set. */
const bits = (value: number): number =>
  (value & 1) + ((value >> 1) & 1) + ((value >> 2) & 1) + ((value >> 3) & 1);
