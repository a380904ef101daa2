import type { Millis } from '@app/core';
import type { ServerMessage } from '@app/protocol';
import { latencyLine } from './latency-line';
import { LevelMeter } from './level-meter';
import type { Screen } from './screen';
import type { TurnRecord } from './turn-record';

/** With both meters in a terminal of 80 columns. */
const PARTIAL_WIDTH = 28;

/** Shows a call as it happens. */
export class DialogueView {
  readonly caller = new LevelMeter();
  readonly assistant = new LevelMeter();
  private partial = '';

  constructor(
    private readonly screen: Screen,
    /** Ms since the caller began. */
    private readonly elapsed: () => Millis,
  ) {}

  show(message: ServerMessage): void {
    switch (message.type) {
      case 'transcript': {
        const { text, isFinal, confidence } = message.data;
        this.partial = isFinal ? '' : text;
        if (isFinal) this.say('you', `${text}  (${confidence.toFixed(2)})`);
        return;
      }
      case 'ai_response': {
        const { text, source } = message.data;
        return this.say('assistant', `${text}  [${source}]`);
      }
      case 'audio_clear': {
        const { heardMs, heardText } = message.data;
        if (heardMs > 0) this.say('', `interrupted after ${(heardMs / 1000).toFixed(2)} s: "${heardText}"`);
        return;
      }
      case 'error': {
        const { code, message: text } = message.data;
        return this.say('error', `${code}: ${text}`);
      }
      default:
        return;
    }
  }

  firstSound(turn: TurnRecord): void {
    const latencies = latencyLine(turn);
    if (latencies !== '') this.screen.line(`${' '.repeat(20)}${latencies}`);
  }

  note(text: string): void {
    this.say('', text);
  }

  drawMeters(): void {
    if (!this.screen.live) return;
    const partial = this.partial === '' ? '' : `  ${this.partial.slice(-PARTIAL_WIDTH)}…`;
    this.screen.draw(`you ${this.caller.bar()}  assistant ${this.assistant.bar()}${partial}`);
  }

  end(): void {
    this.screen.wipe();
  }

  private say(who: string, text: string): void {
    const seconds = (this.elapsed() / 1000).toFixed(2).padStart(7);
    this.screen.line(`${seconds}  ${who.padEnd(9)}  ${text}`);
  }
}
