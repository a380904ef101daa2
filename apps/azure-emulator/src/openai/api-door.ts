import type { IncomingMessage, ServerResponse } from 'node:http';
import { parsedJson } from '../server/json';
import { readBody } from '../server/read-body';
import { credentialsOf, scrubbedHeaders, scrubbedQuery } from '../wire/credentials';
import type { Emulation } from '../server/emulation';
import { ApiError, deploymentNotFound, resourceNotFound, unauthorized } from './api-error';
import { apiPath, isApiVersion } from './api-path';
import type { ApiPath } from './api-path';
import type { ChatService } from './chat-service';
import { embeddings } from './embeddings';
import { Exchange } from './exchange';
import { models } from './models';
import { statusError } from './status-fault';

export interface ApiAccess {
  /** Keys and tokens that are let in; all where there are none. */
  readonly keys: readonly string[];
  /** Deployments there are; every one where there are none. */
  readonly deployments: readonly string[];
}

/** The door of Azure OpenAI: who comes in, and what goes wrong before there is an answer. */
export class ApiDoor {
  private count = 0;

  constructor(
    private readonly emulation: Emulation,
    private readonly access: ApiAccess,
    private readonly chat: ChatService,
  ) {}

  /** Requests so far. */
  get requests(): number {
    return this.count;
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const path = apiPath(url.pathname);
    const deployment = path?.deployment ?? '';
    const service = path?.operation ?? 'chat';
    const target = { service, connection: `http-${++this.count}`, deployment } as const;
    const exchange = new Exchange(this.emulation, target, request, response);
    const [door] = path ? this.emulation.faults.claim('door', target) : [];
    if (door?.kind === 'refuse') return exchange.refuse();
    const text = await readBody(request);
    exchange.log('received', {
      method: request.method,
      path: url.pathname,
      query: scrubbedQuery(url.searchParams),
      headers: scrubbedHeaders(request.headers),
      body: parsedJson(text) ?? text,
    });
    if (door?.kind === 'hang') return;
    try {
      if (door?.kind === 'status') throw statusError(door, deployment);
      this.admit(request, url, path);
      this.serve(exchange, parsedJson(text), path);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      exchange.fail(error);
    }
  }

  private admit(request: IncomingMessage, url: URL, path: ApiPath | null): asserts path is ApiPath {
    const { keys, deployments } = this.access;
    const given = credentialsOf(request.headers, url.searchParams);
    if (!given || (keys.length > 0 && !keys.includes(given.value))) throw unauthorized();
    if (!path || request.method !== path.method) throw resourceNotFound();
    if (path.needsVersion && !isApiVersion(url.searchParams.get('api-version'))) throw resourceNotFound();
    if (path.deployment !== null && deployments.length > 0 && !deployments.includes(path.deployment))
      throw deploymentNotFound(path.deployment);
  }

  private serve(exchange: Exchange, body: unknown, { operation, deployment }: ApiPath): void {
    if (operation === 'chat') return this.chat.answer(exchange, body, deployment);
    const whole = operation === 'models' ? models(this.access.deployments) : embeddings(body, deployment);
    const answer = exchange.begin('application/json', this.emulation.faults.claim('stream', exchange.target));
    answer.send({ data: JSON.stringify(whole) });
    exchange.end(answer);
  }
}
