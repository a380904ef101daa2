import { FRAME_MS } from '@app/core';
import type { AudioFrame, Millis, SpeechVerdict } from '@app/core';
import { EchoLikeness } from './echo-likeness';
import { SILENT, levelOf } from './echo-reference';
import type { EchoReference } from './echo-reference';

/** Levels in dB; those of echoes relative to the loudest that they may be the echo of. */
const LOUDEST_ECHO = -14;
/** What an echo is expected to be on a line that is not known yet. */
const USUAL_ECHO = -17;
const FAINTEST_ECHO = -40;
/** A caller stands out from an echo by so much, and from the line's noise. */
const OVER_ECHO = 6;
const OVER_NOISE = 5;
/** Up to so much over the noise an echo may be hidden in it, its shape spoilt. */
const HIDING = 8;
/** Below this the assistant is as good as silent. */
const AUDIBLE = -50;
/** An echo comes back by then, or there is none; after it, ever less is expected. */
const FIRST_LESSON_MS: Millis = 1200;
const LESSON_MS: Millis = 400;
const LESS = 3;
/** Likeness to what was said from which on it is an echo, and up to which it cannot be one. */
const ECHO = 0.8;
const NO_ECHO = 0.65;
/** Frames of speech before likeness says anything. */
const ENOUGH_FRAMES = 12;
/** In a lesson it is looked for echoes that the detector does not hear so often, and believed when found twice. */
const LOOK_MS: Millis = 80;
const ENOUGH_ECHOES = 2;
/** The noise of the line is believed to rise by no more than this a frame. */
const NOISE_RISE = 0.1;
/** Frames louder than any echo, out of the last three, that are the caller's. */
const ONSET_FRAMES = 2;
const ONSET_WINDOW = 0b111;
const ONSET_MS: Millis = ONSET_FRAMES * FRAME_MS;

/**
 * Keeps the assistant from being interrupted by its own voice. While it is heard, what the detector takes for speech
 * passes if it is louder than an echo on this line would be, or if its level goes another way than the assistant's went
 * before. Levels are enough for that: an echo canceller would need the exact delay, which a packet network does not keep.
 */
export class EchoGate {
  /** The detector hears speech, and whether it was let through. */
  private speech: 'none' | 'held' | 'passed' = 'none';
  private heldFrames = 0;
  /** The last frames, newest in the lowest bit: 1 is louder than an echo. */
  private louder = 0;
  private threshold = USUAL_ECHO;
  private noise = 0;
  /** The most that came back lately. */
  private returned = SILENT;
  private untilLesson: Millis = FIRST_LESSON_MS;
  /** How often in the present lesson what came back looked like what was said. */
  private echoes = 0;
  private readonly likeness = new EchoLikeness();

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
    else {
      this.speech = 'held';
      this.heldFrames = 0;
      this.returned = SILENT;
    }
  }

  /** Each frame, after the detector has had it. */
  frame({ pcm, at }: AudioFrame, now: Millis): void {
    const level = levelOf(pcm);
    this.noise = Math.min(level, this.noise + NOISE_RISE);
    this.likeness.push(level);
    const loudest = this.reference.loudest(now);
    const audible = loudest >= AUDIBLE;
    if (audible) this.compare(level, level - loudest, now);
    if (this.speech === 'held' && (!audible || this.isCaller(level, now))) {
      this.pass({ type: 'speech-started', at: Math.max(0, at - ONSET_MS), confidence: 1 });
    }
  }

  /** What passed held no words: it may have been an echo after all. */
  mistaken(): void {
    this.threshold = Math.max(this.threshold, USUAL_ECHO);
    this.untilLesson = FIRST_LESSON_MS;
  }

  /** @param relative to the loudest that this frame may be the echo of */
  private compare(level: number, relative: number, now: Millis): void {
    const louder = relative > this.threshold && level > this.noise + OVER_NOISE;
    this.louder = ((this.louder << 1) | (louder ? 1 : 0)) & ONSET_WINDOW;
    if (this.speech === 'passed') return;
    this.returned = Math.max(this.returned, relative);
    if (this.speech === 'none') this.learn(now);
  }

  /** An echo too faint for the detector is one all the same. */
  private learn(now: Millis): void {
    this.untilLesson -= FRAME_MS;
    if (this.untilLesson % LOOK_MS === 0 && this.likeness.best(this.reference, now) >= ECHO) this.echoes++;
    if (this.untilLesson > 0) return;
    if (this.echoes >= ENOUGH_ECHOES) this.expectEcho();
    else this.threshold = Math.max(FAINTEST_ECHO, this.threshold - LESS);
    this.untilLesson = LESSON_MS;
    this.echoes = 0;
    this.returned = SILENT;
  }

  private isCaller(level: number, now: Millis): boolean {
    if (bits(this.louder) >= ONSET_FRAMES) return true;
    if (level < this.noise + HIDING) return false;
    if (++this.heldFrames < ENOUGH_FRAMES) return false;
    const alike = this.likeness.best(this.reference, now);
    if (alike >= ECHO) this.expectEcho();
    return alike < NO_ECHO;
  }

  private expectEcho(): void {
    this.threshold = Math.min(LOUDEST_ECHO, Math.max(this.threshold, this.returned + OVER_ECHO));
    this.untilLesson = FIRST_LESSON_MS;
  }

  private pass(verdict: SpeechVerdict): void {
    this.speech = 'passed';
    this.sink(verdict);
  }
}

/** How many of three bits are set. */
const bits = (value: number): number => (value & 1) + ((value >> 1) & 1) + ((value >> 2) & 1);
