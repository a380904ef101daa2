import type {
  AudioFrame,
  Clock,
  Recognition,
  RecognitionOptions,
  SpeechToText,
  Timer,
  TranscriptSink,
} from '@app/core';
import { finalDelay, partialDelay, stableDelay } from './distributions';

/** A word the caller says, in media time. */
export interface SpokenWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** How often the words a recogniser was sure of are not those of its final: the last one was missing. */
const SLIPS = 0.04;
/** How often it is not sure of anything before its final. */
const NEVER_SURE = 0.08;
/** A word's audio may miss so much at either end and the word is still understood. */
const MISSING_MS = 30;

/**
 * Understands the words that are put on the line, if it is given their audio: as partials while they are spoken, as one
 * stable partial when nothing follows, and as a final some time after the end of the utterance.
 */
export class ScriptedRecogniser implements SpeechToText {
  readonly name = 'scripted';
  /** What is said on the call's line, in order. */
  words: SpokenWord[] = [];
  /** How the final of those words is written. */
  punctuation: '.' | '?' = '.';

  constructor(
    readonly clock: Clock,
    readonly random: () => number,
  ) {}

  health(): { status: 'up' } {
    return { status: 'up' };
  }

  async close(): Promise<void> {}

  open({ language }: RecognitionOptions, sink: TranscriptSink): Recognition {
    return new ScriptedRecognition(this, language, sink);
  }
}

class ScriptedRecognition implements Recognition {
  private utterance = 0;
  /** Media time of the audio of this utterance; null before its first frame. */
  private fromMs: number | null = null;
  private untilMs = 0;
  private told = 0;
  /** Clock time of the newest final: they come in order. */
  private finalAt = 0;
  private readonly timers = new Set<Timer>();
  private sure: Timer | null = null;
  private open = true;

  constructor(
    private readonly engine: ScriptedRecogniser,
    private readonly language: string,
    private readonly sink: TranscriptSink,
  ) {}

  write({ at, pcm, sampleRate }: AudioFrame): void {
    this.fromMs ??= at;
    this.untilMs = at + (pcm.length * 1000) / sampleRate;
    const heard = this.heard();
    if (heard.length <= this.told) return;
    this.told = heard.length;
    this.later(partialDelay(this.engine.random), this.utterance, this.join(heard), false);
    this.becomeSure(heard);
  }

  endUtterance(): void {
    const { utterance } = this;
    const heard = this.heard();
    const [startMs, endMs] = [this.fromMs ?? 0, this.untilMs];
    this.utterance++;
    this.fromMs = null;
    this.told = 0;
    const text = heard.length === 0 ? '' : this.written(this.join(heard));
    const { clock, random } = this.engine;
    this.finalAt = Math.max(this.finalAt, clock.now() + finalDelay(random));
    this.at(this.finalAt - clock.now(), () =>
      this.sink.transcript({
        type: 'final',
        utterance,
        text,
        confidence: text === '' ? 0 : 0.9,
        language: this.language,
        startMs,
        endMs,
        words: [],
        last: true,
      }),
    );
  }

  close(): void {
    this.open = false;
    for (const timer of this.timers) timer.cancel();
    this.timers.clear();
  }

  private heard(): SpokenWord[] {
    const { fromMs, untilMs } = this;
    if (fromMs === null) return [];
    return this.engine.words.filter(
      word => word.startMs >= fromMs - MISSING_MS && word.endMs <= untilMs + MISSING_MS,
    );
  }

  /** Nothing may follow for a while; a slip is one word short. */
  private becomeSure(heard: readonly SpokenWord[]): void {
    this.sure?.cancel();
    const { random } = this.engine;
    const fate = random();
    if (fate < NEVER_SURE) return;
    const words = fate > 1 - SLIPS && heard.length > 2 ? heard.slice(0, -1) : heard;
    this.sure = this.later(stableDelay(random), this.utterance, this.join(words), true);
  }

  private later(delayMs: number, utterance: number, text: string, stable: boolean): Timer {
    return this.at(delayMs, () => {
      if (utterance === this.utterance) this.sink.transcript({ type: 'partial', utterance, text, stable });
    });
  }

  private at(delayMs: number, run: () => void): Timer {
    const timer = this.engine.clock.after(delayMs, () => {
      this.timers.delete(timer);
      if (this.open) run();
    });
    this.timers.add(timer);
    return timer;
  }

  private join(words: readonly SpokenWord[]): string {
    return words.map(({ text }) => text).join(this.language.startsWith('zh') ? '' : ' ');
  }

  private written(text: string): string {
    const { punctuation } = this.engine;
    if (this.language.startsWith('zh')) return text + (punctuation === '?' ? '？' : '。');
    return text.charAt(0).toUpperCase() + text.slice(1) + punctuation;
  }
}
