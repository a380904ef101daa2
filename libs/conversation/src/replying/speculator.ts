import type { CallSettings, CallerInput, HistoryEntry, Millis } from '@app/core';
import type { SpeculationAccount } from './speculation-account';
import type { ReplyRun } from './reply-run';

/** An answer begun before its turn was committed, and what it was begun for. */
interface Speculation {
  readonly turn: number;
  readonly run: ReplyRun;
  readonly history: readonly HistoryEntry[];
  readonly settings: CallSettings;
}

export interface SpeculatorSink {
  /** null: there is no room for it now. */
  begin(turn: number, input: CallerInput): ReplyRun | null;
  retract(turn: number): void;
  outcome(outcome: 'hit' | 'waste', savedMs: Millis): void;
}

/** At most one speculation of a call. It is used only where nothing it rests on has changed since. */
export class Speculator {
  private current: Speculation | null = null;

  constructor(
    private readonly account: SpeculationAccount,
    private readonly sink: SpeculatorSink,
  ) {}

  begin(turn: number, input: CallerInput, history: readonly HistoryEntry[], settings: CallSettings): void {
    this.drop();
    const run = this.sink.begin(turn, input);
    this.current = run && { turn, run, history, settings };
  }

  /** History and settings are never changed in place, so that the same one is the same object. */
  take(turn: number, history: readonly HistoryEntry[], settings: CallSettings, now: Millis): ReplyRun | null {
    const { current } = this;
    if (!current) return null;
    const { run } = current;
    const same = current.turn === turn && current.history === history && current.settings === settings;
    if (!same || run.failed) {
      this.drop();
      return null;
    }
    this.current = null;
    this.account.hit();
    this.sink.outcome('hit', now - run.begunAt);
    return run;
  }

  drop(): void {
    const { current } = this;
    if (!current) return;
    this.current = null;
    current.run.cancel('the turn became another');
    this.sink.retract(current.turn);
    this.account.waste();
    this.sink.outcome('waste', 0);
  }
}
