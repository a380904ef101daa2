import type { AudioFrame, CallObserver, Clock, FrameStage, Millis } from '@app/core';

/**
 * A frame stage with its meter. Per frame it adds up the time and allocates nothing; `flush` reports the sum as the
 * stage's latency for the utterance, with the outcome `timeout` when any frame was over the budget. When the stage
 * throws, the frame gets back the samples it came with, and the error is reported at once.
 */
export class FrameStageMeter implements FrameStage {
  private spent: Millis = 0;
  private frames = 0;
  private late = 0;
  private original = new Int16Array(0);

  constructor(
    private readonly name: string,
    private readonly budgetMs: Millis,
    private readonly stage: FrameStage,
    private readonly observer: CallObserver,
    private readonly clock: Clock,
  ) {}

  process(frame: AudioFrame): void {
    const { pcm } = frame;
    if (this.original.length < pcm.length) this.original = new Int16Array(pcm.length);
    this.original.set(pcm);
    const start = this.clock.now();
    try {
      this.stage.process(frame);
    } catch {
      this.restore(pcm);
      this.observer.stage(this.name, this.clock.now() - start, 'error');
      return;
    }
    const took = this.clock.now() - start;
    this.spent += took;
    this.frames++;
    if (took > this.budgetMs) this.late++;
  }

  /** At the end of an utterance. Reports nothing when no frame was processed since the last time. */
  flush(): void {
    if (this.frames === 0) return;
    this.observer.stage(this.name, this.spent, this.late > 0 ? 'timeout' : 'ok');
    this.spent = 0;
    this.frames = 0;
    this.late = 0;
  }

  close(): void {
    this.flush();
    this.stage.close?.();
  }

  /** The scratch may be longer than this frame. Only after an error, so that a view may be made. */
  private restore(pcm: Int16Array): void {
    pcm.set(this.original.subarray(0, pcm.length));
  }
}
