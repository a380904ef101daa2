import type { CallClient } from '@app/client';
import type { ServerMessageNamed } from '@app/protocol';
import { AwaitedAnswer } from './awaited-answer';
import { BargeIn } from './barge-in';
import { ReplyEar } from './reply-ear';
import type { Counts, Tally, Waiting } from './tally';

/** What one caller hears, and what of it is counted. */
export class CallerEar implements Waiting {
  private readonly reply: ReplyEar;
  private readonly answer: AwaitedAnswer;
  private readonly bargeIn: BargeIn;
  private speaking = false;
  private stages: { stage: string; ms: number }[] = [];

  /** @param answered told with the first frame of each answer */
  constructor(
    line: Pick<CallClient, 'on'>,
    private readonly tally: Tally,
    private readonly answered: () => void,
  ) {
    this.reply = new ReplyEar(tally);
    this.answer = new AwaitedAnswer(tally);
    this.bargeIn = new BargeIn(tally);
    tally.callers.add(this);
    line.on('audio', () => this.onAudio());
    line.on('ai_response', message => this.onPart(message));
    line.on('audio_clear', () => this.bargeIn.gaveWay(this.reply.clear(this.now)));
    line.on('speech_started', () => this.reply.rest(this.now));
    line.on('processing_status', message => this.onStage(message));
    line.on('error', ({ data }) => {
      tally.counts.errors++;
      tally.count(data.code);
    });
  }

  /** The caller begins to speak. @param over a reply, where one is being heard */
  speaks(at: number, over: boolean): void {
    this.speaking = true;
    this.answer.giveUp();
    this.bargeIn.over(this.heardUntil);
    if (over && this.reply.inReply) this.bargeIn.begin(at);
  }

  /** The caller has spoken. @param at when the last sound was due */
  asks(at: number): void {
    this.speaking = false;
    this.stages = [];
    this.answer.ask(at);
  }

  hungUp(): void {
    this.overdue(this.now, this.tally.counts);
    this.bargeIn.over(this.heardUntil);
    this.tally.callers.delete(this);
  }

  overdue(now: number, counts: Counts): void {
    if (this.answer.isOverdue(now)) counts.unanswered++;
    if (this.reply.isStalled(now)) counts.unfinished++;
  }

  forgetOverdue(now: number): void {
    if (this.answer.isOverdue(now)) this.answer.forget();
    if (this.reply.isStalled(now)) this.reply.forget();
  }

  private get now(): number {
    return this.tally.clock.now();
  }

  private get heardUntil(): number {
    return this.reply.heardUntil(this.now);
  }

  private onAudio(): void {
    const { now } = this;
    this.reply.frame(now);
    if (this.answer.frame(now)) this.answered();
  }

  /** The first part of each reply comes before its first frame; openers are parts as well. */
  private onPart({ data }: ServerMessageNamed<'ai_response'>): void {
    if (data.part !== 0) return;
    this.bargeIn.over(this.heardUntil);
    this.reply.begins();
    this.answer.replyBegins();
    if (this.speaking) this.tally.counts.cutIn++;
    this.tally.latencies.turn.record(data.processingLatency);
    if (this.stages.length > 0)
      this.tally.waterfall = [...this.stages, { stage: 'first_audio', ms: data.processingLatency }];
  }

  private onStage({ data }: ServerMessageNamed<'processing_status'>): void {
    this.stages.push({ stage: data.stage, ms: data.processingLatency });
    if (data.stage !== 'completed') return;
    this.bargeIn.over(this.heardUntil);
    this.reply.completed();
  }
}
