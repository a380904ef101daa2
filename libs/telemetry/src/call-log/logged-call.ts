import type { CallEvent, CallReport, Clock, EndReason, Millis } from '@app/core';
import type { TracedCall } from '../tracing/tracing';
import type { TurnRecord, TurnSink } from '../turns/turn-record';

/** What was said, where it may be written down. */
export interface Saying {
  readonly atMs: Millis;
  readonly who: 'caller' | 'assistant';
  readonly text: string;
}

/** One call as its file tells it. Times are ms since the call began, unless they are dates. */
export interface CallFile {
  readonly version: 1;
  readonly callId: string;
  readonly traceId: string | null;
  readonly language: string;
  readonly startedAt: string;
  readonly durationMs: Millis;
  readonly endReason: EndReason;
  readonly report: CallReport | null;
  readonly turns: readonly TurnRecord[];
  /** Only where words may be written down. */
  readonly said?: readonly Saying[];
}

/** A call that goes on for days is cut here. */
const MOST_TURNS = 5000;

/** Gathers what the file of one call tells. */
export class LoggedCall implements TurnSink {
  private readonly startedAt: Millis;
  private readonly origin: Millis;
  private readonly turns: TurnRecord[] = [];
  private readonly said: Saying[] = [];
  private report: CallReport | null = null;

  constructor(
    private readonly call: TracedCall,
    private readonly clock: Pick<Clock, 'now' | 'epoch'>,
    private readonly withWords: boolean,
  ) {
    this.startedAt = clock.epoch();
    this.origin = clock.now();
  }

  began(): void {}

  speculated(): void {}

  ended(turn: TurnRecord): void {
    if (this.turns.length < MOST_TURNS) this.turns.push(sinceStart(turn, this.origin));
  }

  event(event: CallEvent): void {
    if (event.type === 'ended') this.report = event.report;
    if (!this.withWords) return;
    if (event.type === 'transcript' && event.isFinal) this.say('caller', event.text);
    if (event.type === 'reply-part') this.say('assistant', event.text);
  }

  finished(endReason: EndReason, traceId: string | null): CallFile {
    const { callId, language } = this.call;
    return {
      version: 1,
      callId,
      traceId,
      language,
      startedAt: new Date(this.startedAt).toISOString(),
      durationMs: rounded(this.clock.now() - this.origin),
      endReason,
      report: this.report,
      turns: this.turns,
      ...(this.withWords && { said: this.said }),
    };
  }

  private say(who: Saying['who'], text: string): void {
    if (text === '' || this.said.length >= MOST_TURNS) return;
    this.said.push({ atMs: rounded(this.clock.now() - this.origin), who, text });
  }
}

const rounded = (ms: Millis): Millis => Math.round(ms * 10) / 10;

function sinceStart(turn: TurnRecord, origin: Millis): TurnRecord {
  const at = (ms: Millis): Millis => rounded(ms - origin);
  return {
    ...turn,
    startMs: at(turn.startMs),
    endMs: turn.endMs === null ? null : at(turn.endMs),
    stages: turn.stages.map(stage => ({ ...stage, startMs: at(stage.startMs), endMs: at(stage.endMs) })),
    marks: turn.marks.map(mark => ({ ...mark, atMs: at(mark.atMs) })),
  };
}
