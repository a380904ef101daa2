import { DeadlineError, deriveAbort, raceAbort } from '@app/core';
import type { CallObserver, Clock, Millis, Outcome, TextStage } from '@app/core';

/**
 * A text stage with its meter and its budget. It never throws: when the stage fails, is late or the turn is over, the
 * text passes as it came. A late stage is told to stop by its signal, and whatever it still does is nobody's concern.
 */
export class TextStageMeter implements TextStage {
  constructor(
    private readonly name: string,
    private readonly budgetMs: Millis,
    private readonly stage: TextStage,
    private readonly observer: CallObserver,
    private readonly clock: Clock,
  ) {}

  async process(text: string, signal: AbortSignal): Promise<string> {
    if (signal.aborted) return text;
    const scope = deriveAbort(signal);
    const start = this.clock.now();
    const timer = this.clock.after(this.budgetMs, () =>
      scope.abort(new DeadlineError(`${this.name} is over its budget`)),
    );
    try {
      const result = await raceAbort(this.attempt(text, scope.signal), scope.signal);
      const took = this.clock.now() - start;
      const late = took > this.budgetMs;
      this.observer.stage(this.name, took, late ? 'timeout' : 'ok');
      return late ? text : result;
    } catch {
      this.observer.stage(this.name, this.clock.now() - start, whyNot(signal, scope.signal));
      return text;
    } finally {
      timer.cancel();
      scope.dispose();
    }
  }

  close(): void {
    this.stage.close?.();
  }

  /** What the stage throws at once becomes a rejection, like what it throws later. */
  private async attempt(text: string, signal: AbortSignal): Promise<string> {
    return this.stage.process(text, signal);
  }
}

function whyNot(turn: AbortSignal, stage: AbortSignal): Outcome {
  if (turn.aborted) return 'cancelled';
  return stage.aborted ? 'timeout' : 'error';
}
