import type { Answer } from '../faults/answer';
import { chatRequest } from './chat-request';
import { chunksOf, completionOf, wholeBody } from './completion';
import type { Completion } from './completion';
import { promptFiltered } from './content-filter';
import type { Exchange } from './exchange';
import { replyTo } from './replies/reply-book';
import type { ReplyBook } from './replies/reply-book';

/** Answers chat completions, streamed or not. */
export class ChatService {
  constructor(private readonly book: () => ReplyBook) {}

  /** @throws ApiError */
  answer(exchange: Exchange, body: unknown, deployment: string | null): void {
    const request = chatRequest(body, deployment);
    const faults = exchange.emulation.faults.claim('stream', exchange.target);
    const filter = faults.find(fault => fault.kind === 'content-filter');
    if (filter?.at === 'prompt') throw promptFiltered();
    const reply = replyTo(request, this.book());
    const epochMs = exchange.emulation.clock.epoch();
    const completion = completionOf(request, reply, filter !== undefined, epochMs);
    exchange.log('sent', {
      text: completion.tokens.join(''),
      calls: completion.calls,
      finish: completion.finish,
    });
    if (request.stream) {
      const answer = exchange.begin('text/event-stream', faults);
      stream(exchange, answer, chunksOf(completion, request.includeUsage));
    } else {
      whole(exchange, completion, () => exchange.begin('application/json', faults));
    }
  }
}

function stream(exchange: Exchange, answer: Answer, chunks: readonly object[]): void {
  const run = (from: number): void => {
    for (let at = from, wait = 0; wait <= 0; at++) {
      const chunk = chunks[at];
      answer.send({ data: `data: ${chunk ? JSON.stringify(chunk) : '[DONE]'}\n\n` });
      if (!chunk) return exchange.end(answer);
      // The filter's words and the role come with the first token.
      wait = at >= 2 ? exchange.delay('ai-token') : 0;
      if (wait > 0) exchange.timers.after(wait, () => run(at + 1));
    }
  };
  exchange.timers.after(exchange.delay('ai-first'), () => run(0));
}

function whole(exchange: Exchange, completion: Completion, begin: () => Answer): void {
  let ms = exchange.delay('ai-first');
  for (let i = 1; i < completion.tokens.length; i++) ms += exchange.delay('ai-token');
  exchange.timers.after(ms, () => {
    const answer = begin();
    answer.send({ data: JSON.stringify(wholeBody(completion)) });
    exchange.end(answer);
  });
}
