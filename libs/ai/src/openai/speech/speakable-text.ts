import { KeptWords } from './kept-words';
import { LengthLimit } from './length-limit';
import { MarkupFilter } from './markup';
import { ReadableText } from './readable';
import { ScriptFilter } from './scripts';
import { UnitCutter } from './unit-cutter';

export interface SpeechLimits {
  /** BCP 47, of the call. */
  readonly language: string;
  /** The caller's words so far: who speaks another language is answered in it. */
  readonly heard: string;
  /** What must not be recited. */
  readonly instructions: string;
  /** An answer that has so many ends with its sentence. */
  readonly words: number;
  /** The beginning of the answer that was spoken already. */
  readonly said?: string;
}

/** Why an answer ends before the model has finished. */
export type CutShort = 'length' | 'instructions';

/**
 * Makes what a model writes fit to be spoken, while it writes: no markup and no emoji, scripts a voice can read, numbers
 * as words, nothing of the instructions, and not for ever. A word waits for the one behind it and for nothing else.
 */
export class SpeakableText {
  private readonly cutter = new UnitCutter();
  private readonly markup = new MarkupFilter();
  private readonly scripts: ScriptFilter;
  private readonly readable: ReadableText;
  private readonly kept: KeptWords;
  private readonly limit: LengthLimit;
  private recited = false;
  private endsInSpace: boolean;
  /** Words were said before, with nothing behind them. */
  private joins: boolean;

  constructor({ language, heard, instructions, words, said = '' }: SpeechLimits) {
    this.scripts = new ScriptFilter(language, heard);
    this.readable = new ReadableText(language, heard);
    this.kept = new KeptWords(instructions);
    this.limit = new LengthLimit(words);
    this.endsInSpace = said === '' || /\s$/.test(said);
    this.joins = /[\p{Script=Latin}\p{N},;:.!?]$/u.test(said);
  }

  /** Set once nothing more will come out, whatever is written. */
  get cutShort(): CutShort | null {
    return this.recited ? 'instructions' : this.limit.reached ? 'length' : null;
  }

  /** @returns what can be said by now, maybe nothing */
  push(piece: string): string {
    return this.pass(this.cutter.push(piece));
  }

  /** The answer is over. @returns what was still waiting */
  flush(): string {
    const rest = this.pass([this.cutter.flush()]);
    return this.cutShort === 'instructions' ? '' : rest + this.kept.flush();
  }

  private pass(units: readonly string[]): string {
    let out = '';
    for (const unit of units) {
      if (this.cutShort) break;
      const clean = this.markup.clean(unit);
      const text = this.scripts.allows(clean) ? this.spaced(clean) : '';
      if (text === '') continue;
      const passed = this.kept.pass(this.readable.read(text));
      if (passed === null) this.recited = true;
      else out += this.limit.pass(passed);
    }
    return out;
  }

  /** Where something was taken out, the spaces on both sides of it are one; words do not run into what was said before. */
  private spaced(text: string): string {
    const result = this.endsInSpace ? text.trimStart() : text;
    if (result === '') return '';
    const apart = this.joins && /^[\p{Script=Latin}\p{N}]/u.test(result);
    this.joins = false;
    this.endsInSpace = /\s$/.test(result);
    return apart ? ` ${result}` : result;
  }
}
