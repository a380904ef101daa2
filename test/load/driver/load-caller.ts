import type { CallClient } from '@app/client';
import { FRAME_MS } from '@app/core';
import type { ServerMessageNamed } from '@app/protocol';
import type { CallPlan } from './call-plan';
import { ReplyEar } from './reply-ear';
import type { Saying, SpeechBank, WireFrame } from './speech-bank';
import type { Tally } from './tally';
import { Timetable } from './timetable';

/** As much of a call as a caller needs: one connection, or one that outlives it. */
export type Line = Pick<CallClient, 'on' | 'send' | 'sendAudio'>;

/** One simulated caller: speaks by a timetable, whatever the service does, and hears what it says. */
export class LoadCaller {
  private readonly ear: ReplyEar;
  private readonly timetable: Timetable;
  private noiseAt: number;
  private saying: Saying | null = null;
  private said = 0;
  private frames = 0;
  private sequenceNumber = 0;
  /** Due frames that are held back, and until when. */
  private readonly held: WireFrame[] = [];
  private heldUntil = 0;
  /** When the last sound of the turn was due; null while no answer is awaited. */
  private lastSoundAt: number | null = null;
  private bargingSince: number | null = null;
  private stages: { stage: string; ms: number }[] = [];

  constructor(
    private readonly client: Line,
    private readonly plan: CallPlan,
    private readonly bank: SpeechBank,
    private readonly tally: Tally,
    private readonly random: () => number,
  ) {
    this.ear = new ReplyEar(tally);
    this.timetable = new Timetable(plan, random);
    this.noiseAt = Math.floor(random() * bank.noise.length);
    client.on('audio', () => this.onAudio());
    client.on('ai_response', message => this.onReply(message));
    client.on('audio_clear', () => this.onClear());
    client.on('speech_started', () => this.ear.rest());
    client.on('processing_status', ({ data }) => {
      this.stages.push({ stage: data.stage, ms: data.processingLatency });
    });
    client.on('error', ({ data }) => {
      tally.counts.errors++;
      tally.count(data.code);
    });
  }

  /** Twenty more milliseconds. @param due when the last of them is over, by the process clock */
  frame(due: number): void {
    if (!this.saying && this.timetable.speaksAt(this.frames)) this.speak(due);
    const frame = this.next(due);
    this.frames++;
    if (this.plan.loss > 0 && this.random() < this.plan.loss) this.tally.counts.framesLost++;
    else if (this.plan.jitterMs > 0) this.hold(frame, due);
    else this.send(frame);
  }

  private speak(due: number): void {
    const { sayings } = this.bank;
    this.saying = sayings[Math.floor(this.random() * sayings.length)]!;
    this.said = 0;
    if (this.lastSoundAt !== null) this.tally.counts.unanswered++;
    this.lastSoundAt = null;
    this.timetable.spoken(this.frames, this.saying.length);
    if (!this.timetable.bargesIn) return;
    this.bargingSince = due - FRAME_MS;
    this.tally.counts.bargeIns++;
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
      this.lastSoundAt = due;
      this.stages = [];
      this.tally.counts.turns++;
    }
    return frame;
  }

  private hold(frame: WireFrame, due: number): void {
    this.held.push(frame);
    if (due < this.heldUntil) return;
    for (const each of this.held) this.send(each);
    this.held.length = 0;
    this.heldUntil = due + this.random() * this.plan.jitterMs;
  }

  private send(frame: WireFrame): void {
    this.tally.counts.framesIn++;
    if (typeof frame !== 'string') {
      this.client.sendAudio(frame);
      return;
    }
    this.client.send({
      type: 'audio_chunk',
      audioData: frame,
      sequenceNumber: this.sequenceNumber++,
      sampleRate: this.plan.inputRate,
      channels: 1,
    });
  }

  private onAudio(): void {
    const now = performance.now();
    this.ear.frame(now);
    if (this.lastSoundAt === null) return;
    this.tally.latencies.voiceToVoice.record(now - this.lastSoundAt);
    this.tally.counts.answered++;
    this.lastSoundAt = null;
    this.timetable.answered(this.frames);
  }

  private onReply({ data }: ServerMessageNamed<'ai_response'>): void {
    if (data.part !== 0) return;
    this.ear.rest();
    if (this.saying && this.bargingSince === null) this.tally.counts.cutIn++;
    this.tally.latencies.turn.record(data.processingLatency);
    if (this.stages.length > 0)
      this.tally.waterfall = [...this.stages, { stage: 'first_audio', ms: data.processingLatency }];
  }

  private onClear(): void {
    const heardUntil = this.ear.clear(performance.now());
    if (this.bargingSince === null) return;
    this.tally.latencies.bargeInStop.record(heardUntil - this.bargingSince);
    this.bargingSince = null;
  }
}
