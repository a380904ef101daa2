import { ProviderError } from '@app/core';
import type { ReplyEvent, ReplyRequest } from '@app/core';
import type { Wording } from '../script/script';
import type { ChatSettings } from './chat-settings';
import { ContentFilteredError } from './failure';
import { cannotSay, inLanguageOf, lineBeside, sayNoMore } from './polite-lines';
import { keptInstructions } from './prompt/system-prompt';
import type { TokenCounter } from './prompt/token-counter';
import type { ChatRequestBody } from './resources/chat-resource';
import { SpeakableText } from './speech/speakable-text';
import type { ModelEvent } from './stream/model-event';

export interface AnswerParts {
  readonly provider: string;
  readonly body: ChatRequestBody;
  readonly countTokens: TokenCounter;
  warn(message: string): void;
}

/** Turns of the caller that tell which languages are spoken. */
const TURNS_HEARD = 6;

/** One answer, from what the model does to what the caller hears. */
export class Answer {
  private readonly speech: SpeakableText;
  private readonly latest: string;
  private written = '';
  private said: boolean;
  private readonly calls: Extract<ReplyEvent, { type: 'tool-call' }>[] = [];

  constructor(
    private readonly request: ReplyRequest,
    settings: Readonly<ChatSettings>,
    private readonly parts: AnswerParts,
  ) {
    const { said = '' } = request;
    const heard = heardIn(request);
    this.latest = heard.at(-1) ?? '';
    this.said = said.trim() !== '';
    this.speech = new SpeakableText({
      language: request.settings.language,
      heard: heard.join(' '),
      instructions: keptInstructions(settings.persona, request.settings),
      words: settings.maxWords,
      said,
    });
  }

  /** @throws VoiceError where the model fails or says nothing at all */
  async *speak(model: AsyncIterable<ModelEvent>): AsyncGenerator<ReplyEvent> {
    try {
      for await (const event of model) {
        if (event.type === 'tool-call') this.calls.push(event);
        else if (event.type === 'usage') yield event;
        else if (event.type === 'text') yield* this.write(event.text);
        if (this.speech.cutShort) break;
      }
      yield* this.conclude();
    } catch (error) {
      if (!(error instanceof ContentFilteredError)) throw error;
      this.parts.warn(`${this.parts.provider}: ${error.message}`);
      yield* this.say(this.speech.flush());
      yield this.line(this.said ? sayNoMore : cannotSay, 'fallback');
    }
  }

  private *write(text: string): Generator<ReplyEvent> {
    this.written += text;
    yield* this.say(this.speech.push(text));
  }

  private *conclude(): Generator<ReplyEvent> {
    yield* this.say(this.speech.flush());
    const { cutShort } = this.speech;
    if (cutShort === 'instructions') {
      this.parts.warn(`${this.parts.provider}: an answer that recited the instructions was stopped`);
      yield this.line(this.said ? sayNoMore : cannotSay, 'fallback');
    }
    if (cutShort) yield this.estimatedUsage();
    if (cutShort !== 'instructions') yield* this.calls;
    if (this.said || cutShort) return;
    const line = lineBeside(this.calls.map(call => call.name));
    if (line) yield this.line(line, 'script');
    else throw new ProviderError(this.parts.provider, 'protocol', 'the answer has nothing to say');
  }

  private *say(text: string): Generator<ReplyEvent> {
    if (text === '') return;
    this.said ||= text.trim() !== '';
    yield { type: 'text', text, source: 'model' };
  }

  private line(wording: Wording, source: 'fallback' | 'script'): ReplyEvent {
    const text = inLanguageOf(this.latest, this.request.settings.language, wording);
    // Behind words of the same answer that may have no space after them.
    return { type: 'text', text: this.said ? ` ${text}` : text, source };
  }

  /** An answer that is cut short does not tell what it cost. */
  private estimatedUsage(): ReplyEvent {
    const { body, countTokens } = this.parts;
    const prompt = body.messages
      .map(({ content }) => (typeof content === 'string' ? content : ''))
      .join('\n');
    return { type: 'usage', inputTokens: countTokens(prompt), outputTokens: countTokens(this.written) };
  }
}

/** What the caller said lately, oldest first. */
function heardIn({ input, history }: ReplyRequest): string[] {
  const before = history.filter(entry => entry.role === 'caller').map(entry => entry.text);
  const now = input.kind === 'dtmf' ? '' : input.text;
  return [...before, now].filter(text => text.trim() !== '').slice(-TURNS_HEARD);
}
