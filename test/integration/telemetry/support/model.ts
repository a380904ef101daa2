import { StandIn } from './stand-in';

const chunk = (fields: object): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm-2026', ...fields })}\n\n`;

const says = (content: string): string => chunk({ choices: [{ index: 0, delta: { content } }] });

/** Stands in for a chat completions API; keeps the trace context of each request, its own id and state. */
export class Model {
  readonly traceparents: unknown[] = [];
  readonly tracestates: unknown[] = [];
  private server: StandIn | null = null;

  async start(answer: string): Promise<this> {
    this.server = await StandIn.start((request, _body, response) => {
      this.traceparents.push(request.headers['traceparent']);
      this.tracestates.push(request.headers['tracestate']);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(says(answer));
      response.write(chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }));
      response.write(
        chunk({ choices: [], usage: { prompt_tokens: 12, completion_tokens: 7, total_tokens: 19 } }),
      );
      response.end('data: [DONE]\n\n');
    });
    return this;
  }

  get url(): string {
    return `${this.server!.url}/v1`;
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }
}
