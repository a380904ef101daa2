import type { Clock, Millis } from '@app/core';
import type { ServerMessage } from '@app/protocol';

/** An answer may still come so long after the last sign of one. */
const PATIENCE_MS: Millis = 6000;
/** So long is waited for the first answer, and for the rest of one that has begun. */
const FIRST_ANSWER_MS: Millis = 15_000;
/** After an answer another sentence of the caller may turn out to be one more turn. */
const SETTLE_MS: Millis = 600;

/** Knows whether the caller was answered, and when there is nothing more to wait for. */
export class CallProgress {
  private speaking = false;
  private spoke = false;
  private awaitsAnswer = false;
  private changedAt: Millis;
  private readonly seen = new Set<string>();
  private readonly open = new Set<string>();
  private readonly answers = new Set<string>();
  private aloud = false;

  constructor(private readonly clock: Clock) {
    this.changedAt = clock.now();
  }

  /** Aloud. A greeting is no answer: nobody had said anything. */
  get answered(): boolean {
    return this.aloud;
  }

  /** The caller begins to say something that wants an answer. */
  callerSpeaks(): void {
    this.awaitsAnswer = true;
    this.changed();
  }

  take(message: ServerMessage): void {
    switch (message.type) {
      case 'speech_started':
        this.speaking = true;
        return this.changed();
      case 'speech_stopped':
        this.speaking = false;
        this.spoke = true;
        this.awaitsAnswer = true;
        return this.changed();
      case 'ai_response':
        return this.replied(message.data.turnId);
      case 'processing_status':
        if (message.data.stage === 'completed') this.open.clear();
        return this.changed();
      case 'audio_clear':
        this.open.delete(message.data.turnId);
        return this.changed();
      default:
        return;
    }
  }

  /** The first sound of a turn's reply. */
  sounded(turnId: string): void {
    this.aloud ||= this.answers.has(turnId);
  }

  /**
   * @param silent the caller has nothing left to say, and nothing that was sent is still playing
   * @returns whether the call may be ended
   */
  over(silent: boolean): boolean {
    if (!silent) this.changed();
    const quietMs = this.clock.now() - this.changedAt;
    // An answer that broke off may never be told as completed.
    if (this.answers.size === 0 || this.open.size > 0) return quietMs >= FIRST_ANSWER_MS;
    return quietMs >= (this.awaitsAnswer || this.speaking ? PATIENCE_MS : SETTLE_MS);
  }

  private replied(turnId: string): void {
    this.changed();
    if (this.seen.has(turnId)) return;
    this.seen.add(turnId);
    this.open.add(turnId);
    if (!this.spoke) return;
    this.answers.add(turnId);
    this.awaitsAnswer = false;
  }

  private changed(): void {
    this.changedAt = this.clock.now();
  }
}
