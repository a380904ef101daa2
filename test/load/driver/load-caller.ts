import type { CallClient } from '@app/client';
import { FRAME_MS } from '@app/core';
import type { CallPlan } from './call-plan';
import { CallerEar } from './caller-ear';
import { JitterLine } from './jitter-line';
import type { Saying, SpeechBank, WireFrame } from './speech-bank';
import type { Tally } from './tally';
import { Timetable } from './timetable';

/** As much of a call as a caller needs: one connection, or one that outlives it. */
export type Line = Pick<CallClient, 'on' | 'send' | 'sendReady'>;

interface Numbered {
  readonly frame: WireFrame;
  readonly number: number;
}

/** One simulated caller: speaks by a timetable, whatever the service does, and hears what it says. */
export class LoadCaller {
  private readonly ear: CallerEar;
  private readonly timetable: Timetable;
  private readonly jitter: JitterLine<Numbered>;
  private noiseAt: number;
  private saying: Saying | null = null;
  private said = 0;
  private frames = 0;

  constructor(
    private readonly client: Line,
    private readonly plan: CallPlan,
    private readonly bank: SpeechBank,
    private readonly tally: Tally,
    private readonly random: () => number,
  ) {
    this.ear = new CallerEar(client, tally, () => this.timetable.answered(this.frames));
    this.timetable = new Timetable(plan, random);
    this.jitter = new JitterLine(plan.jitterMs, random);
    this.noiseAt = Math.floor(random() * bank.noise.length);
  }

  /** Twenty more milliseconds. @param due when the last of them is over, by the clock of the tally */
  frame(due: number): void {
    if (!this.saying && this.timetable.speaksAt(this.frames)) this.speak(due);
    const frame = this.next(due);
    // What is lost leaves out its number.
    const number = this.frames++;
    const { loss, jitterMs } = this.plan;
    if (loss > 0 && this.random() < loss) this.tally.counts.framesLost++;
    else if (jitterMs > 0) this.jitter.put({ frame, number }, due);
    else this.send(frame, number);
  }

  /** When the next frame that is held back is to go; Infinity where none is. */
  get heldUntil(): number {
    return this.jitter.nextAt;
  }

  /** Sends what has been held back for long enough. */
  release(now: number): void {
    for (let held = this.jitter.take(now); held; held = this.jitter.take(now))
      this.send(held.frame, held.number);
  }

  hungUp(): void {
    this.ear.hungUp();
  }

  private speak(due: number): void {
    const { sayings } = this.bank;
    this.saying = sayings[Math.floor(this.random() * sayings.length)]!;
    this.said = 0;
    this.timetable.spoken(this.frames, this.saying.length);
    this.ear.speaks(due - FRAME_MS, this.timetable.bargesIn);
  }

  private next(due: number): WireFrame {
    const { saying } = this;
    if (!saying) {
      this.noiseAt = (this.noiseAt + 1) % this.bank.noise.length;
      return this.bank.noise[this.noiseAt]!;
    }
    const frame = saying[this.said++]!;
    if (this.said === saying.length) {
      this.saying = null;
      this.ear.asks(due);
    }
    return frame;
  }

  private send(frame: WireFrame, sequenceNumber: number): void {
    this.tally.counts.framesIn++;
    if (typeof frame !== 'string') {
      this.client.sendReady(frame);
      return;
    }
    const { inputRate: sampleRate } = this.plan;
    this.client.send({ type: 'audio_chunk', audioData: frame, sequenceNumber, sampleRate, channels: 1 });
  }
}
