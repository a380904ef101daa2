import { END_CALL } from '@app/core';
import type { CallSettings, ProviderHealth, ReplyEngine, ReplyEvent, ReplyRequest, Scope } from '@app/core';
import { CallMemory } from './call-memory';
import { chooseAnswer } from './choose-answer';
import { likelyNext } from './likely-next';
import { indexScript } from './match';
import type { ScriptIndex } from './match';
import type { Script } from './script';
import { TAKE_MESSAGE } from './take-message';
import { sentencesOf } from './wording';

/** Answers from a script, without a network and within a millisecond. */
export class ScriptReplies implements ReplyEngine {
  readonly name = 'script';
  private readonly index: ScriptIndex;

  constructor(
    private readonly script: Script,
    private readonly memory = new CallMemory(),
  ) {
    this.index = indexScript(script);
  }

  health(): ProviderHealth {
    return { status: 'up' };
  }

  async close(): Promise<void> {}

  likelyNext(callId: Scope['callId'], settings: CallSettings): readonly string[] {
    return likelyNext(this.script, this.memory.after(callId), settings);
  }

  retract(callId: Scope['callId'], turn: number): void {
    this.memory.retract(callId, turn);
  }

  forget(callId: Scope['callId']): void {
    this.memory.forget(callId);
  }

  /** Nothing is decided before the first event is asked for, nor remembered of a turn that was over by then. */
  async *reply(request: ReplyRequest, scope: Scope): AsyncGenerator<ReplyEvent> {
    const events = this.answer(request, scope.callId);
    while (!scope.signal.aborted) {
      const next = events.next();
      if (next.done === true) return;
      yield next.value;
    }
  }

  /** A noted message, then one piece per sentence. `end_call` comes before the last one, so that it goes out marked as the last. */
  private *answer(request: ReplyRequest, callId: Scope['callId']): Generator<ReplyEvent, void> {
    const before = this.memory.before(callId, request.turn);
    const answer = chooseAnswer(this.script, this.index, before, request.input, request.settings);
    this.memory.remember(callId, request.turn, before, answer.state);
    if (answer.noted !== null)
      yield { type: 'tool-call', name: TAKE_MESSAGE, arguments: { text: answer.noted } };
    const sentences = sentencesOf(answer.text);
    for (const [at, text] of sentences.entries()) {
      if (answer.end && at === sentences.length - 1)
        yield {
          type: 'tool-call',
          name: END_CALL,
          arguments: answer.intent ? { intent: answer.intent } : {},
        };
      yield { type: 'text', text, source: 'script' };
    }
  }
}
