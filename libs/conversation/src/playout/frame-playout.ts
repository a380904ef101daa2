import { FRAME_MS, raceAbort } from '@app/core';
import type { Clock, Millis } from '@app/core';
import { FarBuffer } from './far-buffer';
import { FrameCutter } from './frame-cutter';
import { framePoolOf } from './frame-pool';
import type { FramePool, QueuedFrame } from './frame-pool';
import { Marks } from './marks';
import type { HeardReply, PartText, PartWriter, Playout, PlayoutSink } from './playout';
import { PlayoutQueue } from './playout-queue';
import type { Queued, QueuedPart } from './playout-queue';
import { heardText } from './spoken-parts';
import type { SpokenPart } from './spoken-parts';
import type { PlayoutTicker, Ticking } from './ticker';

/** Synthesis runs no further ahead than this. */
const ENOUGH_QUEUED_MS: Millis = 5000;

/** A lead that is long enough is made up two frames at a time, which the connection sends in one write. */
const SPARE_MS: Millis = 100;

/** Sends a reply as 20 ms frames: the first at once, then ahead of what is heard by at most the lead. */
export class FramePlayout implements Playout, Ticking {
  private readonly pool: FramePool;
  private readonly queue: PlayoutQueue;
  private parts: SpokenPart[] = [];
  private queuedMs: Millis = 0;
  /** Audio of this turn, queued or sent. */
  private madeMs: Millis = 0;
  /** Among those the ticker serves. */
  private active = false;
  private paused = false;
  private ended = false;
  private started = false;
  private dryTold = false;
  /** The part that goes out is to be heard to its end: the next one waits for that. */
  private guarding = false;
  private wakeSynthesis: (() => void) | null = null;
  /** Frames go out once the lead is down to this. */
  private readonly refillMs: Millis;
  private refilling = false;
  private readonly far = new FarBuffer();
  private readonly marks: Marks;

  constructor(
    private readonly clock: Clock,
    private readonly ticker: PlayoutTicker,
    private readonly sink: PlayoutSink,
    private readonly sampleRate: number,
    private readonly leadMs: Millis,
  ) {
    this.pool = framePoolOf(sampleRate);
    this.refillMs = leadMs - (leadMs >= SPARE_MS ? 2 : 1) * FRAME_MS;
    this.queue = new PlayoutQueue(this.pool);
    this.marks = new Marks((name, status) => sink.mark(name, status));
  }

  begin(): void {
    for (const mark of this.queue.clear()) this.queue.push(mark);
    this.parts = [];
    this.queuedMs = 0;
    this.madeMs = 0;
    this.ended = false;
    this.started = false;
    this.guarding = false;
    this.paused = false;
    this.far.restart();
  }

  part(describe: () => PartText): PartWriter {
    const spoken: SpokenPart = { text: '', words: [], startMs: 0, durationMs: 0 };
    const owner = this.parts;
    let announced = false;
    const announce = (): void => {
      if (announced || this.parts !== owner) return;
      announced = true;
      spoken.startMs = this.madeMs;
      this.parts.push(spoken);
      this.queue.push({ type: 'part', describe, spoken });
    };
    const cutter = new FrameCutter(this.sampleRate, this.pool, frame => {
      if (this.parts !== owner) {
        this.pool.give(frame);
        return;
      }
      announce();
      this.queue.push(frame);
      this.queuedMs += FRAME_MS;
      this.madeMs += FRAME_MS;
      spoken.durationMs += FRAME_MS;
      this.run();
    });
    return {
      audio: (pcm, sampleRate) => cutter.write(pcm, sampleRate),
      word: word => void spoken.words.push(word),
      finish: async () => {
        cutter.flush();
        announce();
        this.run();
      },
    };
  }

  end(): void {
    this.ended = true;
    this.run();
  }

  async room(signal: AbortSignal): Promise<void> {
    while (this.queuedMs >= ENOUGH_QUEUED_MS) {
      await raceAbort(new Promise<void>(resolve => (this.wakeSynthesis = resolve)), signal);
    }
  }

  mark(name: string): void {
    this.queue.push({ type: 'mark', name });
    this.run();
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.dryTold = false;
    this.run();
  }

  clear(): HeardReply {
    const now = this.clock.now();
    const heard = this.heard();
    const dropped = this.queue.clear();
    this.queuedMs = 0;
    this.far.drop(now);
    this.parts = [];
    this.paused = false;
    this.ended = false;
    if (this.started) this.sink.cleared(heard);
    this.marks.clear();
    for (const { name } of dropped) this.sink.mark(name, 'cleared');
    this.rest();
    return heard;
  }

  heard(): HeardReply {
    const heardMs = Math.round(this.far.heardMs(this.clock.now()));
    return { heardMs, text: heardText(this.parts, heardMs) };
  }

  close(): void {
    this.queue.clear();
    this.rest();
  }

  tick(now: Millis): void {
    this.pump(now);
  }

  private pump(now: Millis): void {
    if (this.paused) return;
    this.refilling = this.far.leadMs(now) <= this.refillMs;
    for (let item = this.queue.next; item && this.isDue(item, now); item = this.queue.next) {
      this.queue.shift();
      if (item.type === 'frame') this.send(item, now);
      else if (item.type === 'part') this.announce(item);
      else this.marks.add(item.name, this.far.dryTime);
    }
    this.marks.tick(now);
    if (this.queuedMs < ENOUGH_QUEUED_MS) this.wake();
    if (!this.queue.empty || this.far.leadMs(now) > 0 || !this.marks.empty) return;
    if (!this.ended && this.madeMs > 0) this.runDry();
    else this.finish();
  }

  private isDue({ type }: Queued, now: Millis): boolean {
    const leadMs = this.far.leadMs(now);
    if (type === 'frame') return this.refilling && leadMs <= this.leadMs - FRAME_MS;
    return type === 'mark' || !this.guarding || leadMs <= 0;
  }

  private announce(item: QueuedPart): void {
    const part = item.describe();
    item.spoken.text = part.text;
    this.guarding = part.guarded;
    this.started = true;
    this.sink.part(part, null);
  }

  private send(frame: QueuedFrame, now: Millis): void {
    const { pcm } = frame;
    this.sink.frame(pcm);
    this.sink.sounds(pcm, this.sampleRate, Math.max(now, this.far.dryTime));
    this.pool.give(frame);
    if (this.dryTold) this.sink.goesOn();
    this.dryTold = false;
    this.far.add(FRAME_MS, now);
    this.queuedMs -= FRAME_MS;
  }

  private runDry(): void {
    if (this.dryTold) return;
    this.dryTold = true;
    this.sink.dry();
  }

  /** Everything that was handed over has been played. */
  private finish(): void {
    this.rest();
    if (!this.ended) return;
    this.ended = false;
    this.sink.played();
  }

  private run(): void {
    if (!this.active) this.ticker.add(this);
    this.active = true;
    this.pump(this.clock.now());
  }

  private rest(): void {
    this.active = false;
    this.ticker.remove(this);
    this.wake();
  }

  private wake(): void {
    const wake = this.wakeSynthesis;
    this.wakeSynthesis = null;
    wake?.();
  }
}
