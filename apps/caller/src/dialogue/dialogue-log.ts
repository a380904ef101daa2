import type { Millis } from '@app/core';
import type {
  AiResponseMessage,
  AudioClearMessage,
  ProcessingStage,
  ProcessingStatusMessage,
  ServerMessage,
} from '@app/protocol';
import type { TurnRecord } from './turn-record';

/** Gathers the messages of a call into turns. */
export class DialogueLog {
  readonly turns: TurnRecord[] = [];
  /** Finals and stages that no answer has claimed yet. */
  private heard: string[] = [];
  private stages: Partial<Record<ProcessingStage, Millis>> = {};
  private spokeUntil: Millis | null = null;
  private awaitsSound: TurnRecord | null = null;

  take(message: ServerMessage): void {
    switch (message.type) {
      case 'speech_stopped':
        this.spokeUntil = message.data.at;
        return;
      case 'transcript':
        if (message.data.isFinal && message.data.text !== '') this.heard.push(message.data.text);
        return;
      case 'processing_status':
        return this.stage(message.data);
      case 'ai_response':
        return this.reply(message.data);
      case 'audio_clear':
        return this.cleared(message.data);
      default:
        return;
    }
  }

  /**
   * Reply audio begins to play.
   * @returns the turn whose first sound this is; null when its sound had begun before
   */
  sound(at: Millis): TurnRecord | null {
    const turn = this.awaitsSound;
    if (!turn) return null;
    this.awaitsSound = null;
    if (this.spokeUntil !== null) turn.voiceToVoiceMs = Math.round(at - this.spokeUntil);
    this.spokeUntil = null;
    return turn;
  }

  private stage({ stage, processingLatency }: ProcessingStatusMessage['data']): void {
    const last = this.turns.at(-1);
    // The call counts these two after the answer has begun to go out.
    if (last && (stage === 'completed' || (stage === 'text_to_speech' && !(stage in last.stages))))
      last.stages[stage] = processingLatency;
    else this.stages[stage] = processingLatency;
  }

  private reply({ turnId, text, confidence, source }: AiResponseMessage['data']): void {
    const known = this.turns.find(turn => turn.turnId === turnId);
    if (known) {
      known.reply = `${known.reply} ${text}`.trim();
      return;
    }
    const turn: TurnRecord = {
      turnId,
      caller: this.heard.length > 0 ? this.heard.join(' ') : null,
      confidence,
      reply: text,
      source,
      stages: this.stages,
      voiceToVoiceMs: null,
      interruptedAtMs: null,
    };
    this.turns.push(turn);
    this.awaitsSound = turn;
    this.heard = [];
    this.stages = {};
  }

  private cleared({ turnId, heardMs }: AudioClearMessage['data']): void {
    const turn = this.turns.find(each => each.turnId === turnId);
    if (turn) turn.interruptedAtMs = heardMs;
  }
}
