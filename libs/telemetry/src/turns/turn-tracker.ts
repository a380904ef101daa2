import type { CallEvent, CallObserver, Clock, EndReason, Millis, Outcome, TurnId } from '@app/core';
import type { StageSpan, TurnRecord, TurnSink } from './turn-record';

/** What belongs to the listening that goes before a turn. */
const BEFORE_THE_TURN = 'audio_preprocessing';
const LISTENING = 'speech_to_text';
const ENDPOINTING = 'endpointing';
const PLAYOUT = 'playout';

/** More stages than this are not kept of one turn: a caller may hum for an hour before it is one. */
const MOST_STAGES = 64;

/**
 * Puts what a call tells its observer together to turns. A turn begins with the last sound of the caller, which is known
 * when the turn is committed, and ends when its reply does.
 */
export class TurnTracker implements CallObserver {
  private current: TurnRecord | null = null;
  /** Listening that no turn has come of yet. */
  private before: StageSpan[] = [];
  private count = 0;

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly sinks: readonly TurnSink[],
  ) {}

  turnBegan(turnId: TurnId): void {
    const turn = this.current ?? this.begin(this.clock.now());
    turn.turnId = turnId;
  }

  stage(stage: string, ms: Millis, outcome: Outcome, provider?: string | null): void {
    const endMs = this.clock.now();
    const span = { name: stage, startMs: endMs - ms, endMs, outcome, ...(provider && { provider }) };
    if (stage === 'completed') return;
    if (stage === BEFORE_THE_TURN || stage === LISTENING) this.keep(this.before, span);
    else this.add(this.current ?? this.begin(span.startMs), span);
  }

  firstAudio(turnId: TurnId, sinceEndpointMs: Millis, voiceToVoiceMs: Millis | null): void {
    const turn = this.current ?? this.begin(this.clock.now() - sinceEndpointMs);
    turn.turnId = turnId;
    turn.firstAudioMs = sinceEndpointMs;
    turn.voiceToVoiceMs = voiceToVoiceMs;
    turn.marks.push({ name: 'first_audio', atMs: this.clock.now() });
  }

  endpointing(delayMs: Millis, reason: string): void {
    const decidedMs = this.before.find(({ name }) => name === LISTENING)?.startMs ?? this.clock.now();
    const span: StageSpan = {
      name: ENDPOINTING,
      startMs: decidedMs - delayMs,
      endMs: decidedMs,
      outcome: 'ok',
    };
    const turn = this.current ?? this.begin(span.startMs);
    this.add(turn, span);
    turn.endpointReason = reason;
  }

  speculation(outcome: 'hit' | 'waste', savedMs: Millis): void {
    if (outcome === 'waste') return this.mark('speculation_wasted');
    const turn = this.current ?? this.begin(this.clock.now());
    turn.speculationMs = savedMs;
    for (const sink of this.sinks) sink.speculated(turn);
  }

  deadAir(): void {
    this.mark('dead_air');
  }

  turnEnded(turnId: TurnId, outcome: Outcome): void {
    if (!this.current) return;
    this.current.turnId = turnId;
    this.end(outcome);
  }

  bargeIn(): void {
    this.mark('barge_in');
  }

  interruption(kind: 'real' | 'false'): void {
    this.mark(kind === 'real' ? 'interrupted' : 'false_interruption');
  }

  event(event: CallEvent): void {
    if (event.type === 'problem') this.mark(`problem:${event.code}`);
  }

  ended(_reason: EndReason): void {
    if (this.current) this.end('cancelled');
  }

  /** An answer is asked for: what is typed is told of by nothing before that. */
  answering(): void {
    if (!this.current) this.begin(this.clock.now());
  }

  private begin(startMs: Millis): TurnRecord {
    const stages = this.before;
    this.before = [];
    const turn: TurnRecord = {
      number: ++this.count,
      startMs: stages.reduce((first, stage) => Math.min(first, stage.startMs), startMs),
      turnId: null,
      endMs: null,
      outcome: null,
      firstAudioMs: null,
      voiceToVoiceMs: null,
      endpointReason: null,
      speculationMs: null,
      stages,
      marks: [],
    };
    this.current = turn;
    for (const sink of this.sinks) sink.began(turn);
    return turn;
  }

  private end(outcome: Outcome): void {
    const turn = this.current!;
    this.current = null;
    const now = this.clock.now();
    const audio = turn.marks.find(({ name }) => name === 'first_audio');
    if (audio) this.add(turn, { name: PLAYOUT, startMs: audio.atMs, endMs: now, outcome });
    turn.endMs = now;
    turn.outcome = outcome;
    for (const sink of this.sinks) sink.ended(turn);
  }

  private mark(name: string): void {
    if (!this.current || this.current.marks.length >= MOST_STAGES) return;
    this.current.marks.push({ name, atMs: this.clock.now() });
  }

  /** What was begun ahead of its turn counts from the turn's beginning. */
  private add({ startMs, stages }: TurnRecord, span: StageSpan): void {
    this.keep(stages, { ...span, startMs: Math.max(startMs, span.startMs) });
  }

  private keep(stages: StageSpan[], span: StageSpan): void {
    if (stages.length < MOST_STAGES) stages.push(span);
  }
}
