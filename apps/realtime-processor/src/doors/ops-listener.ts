import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { NextFunction } from 'express';
import { AccessPolicy } from '@app/auth';
import { ServerSettings } from '@app/config';
import { DoorSettings } from './door-settings';
import { limitPatience } from './patience';

/** What operators ask for, and nobody else. */
const OPS = /^\/(metrics|connections|admin)(\/|$)/;
const ALSO = /^\/health(\/|$)/;

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/';

const notFound = (response: ServerResponse): void => {
  const body = { statusCode: 404, code: 'not_found', message: 'there is nothing here' };
  response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/**
 * Where METRICS_PORT is set: a second port for what operators ask, which the first then does not answer. Whoever reaches
 * that port needs no token for what the scope `ops` opens; `/admin` asks for its own there too.
 */
@Injectable()
export class OpsListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(OpsListener.name);
  private server: Server | null = null;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly policy: AccessPolicy,
    private readonly doors: DoorSettings,
    private readonly settings: ServerSettings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { metricsPort, metricsHost } = this.doors;
    if (metricsPort === null) return;
    const answer = this.host.httpAdapter.getInstance<RequestListener>();
    const server = createServer((request, response) => {
      const path = pathOf(request);
      if (!OPS.test(path) && !ALSO.test(path)) return notFound(response);
      this.policy.trust(request);
      answer(request, response);
    });
    limitPatience(server, this.doors);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(metricsPort, metricsHost ?? this.settings.host, resolve);
    });
    this.server = server;
    this.log.log(`metrics and live calls on port ${this.port}`);
  }

  /** After the drain: that is when they are watched. */
  async onApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (!server) return;
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }

  get port(): number | null {
    const address = this.server?.address() as AddressInfo | null | undefined;
    return address?.port ?? null;
  }

  /** For the first port: it does not know these paths where the second has them. */
  readonly middleware = (request: IncomingMessage, response: ServerResponse, next: NextFunction): void => {
    if (this.server && OPS.test(pathOf(request)) && !this.policy.isTrusted(request)) notFound(response);
    else next();
  };
}
