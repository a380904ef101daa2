import type { AddressInfo } from 'node:net';
import type { Writable } from 'node:stream';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { connect } from '@app/client';
import type { CallClient, CallOptions } from '@app/client';
import type { StageDescriptor } from '@app/core';
import { loadConfiguration } from '../../../apps/realtime-processor/src/configuration';
import { createApp } from '../../../apps/realtime-processor/src/create-app';
import { CallRegistry } from '../../../apps/realtime-processor/src/media/call-registry';

/** The service as it is, on a free port of this machine, with the embedded engines. */
export class Service {
  private constructor(
    readonly app: NestExpressApplication,
    readonly http: string,
    readonly ws: string,
  ) {}

  static async start(
    environment: Readonly<Record<string, string>> = {},
    stages?: readonly StageDescriptor[],
    logTo?: Writable,
  ): Promise<Service> {
    const configuration = loadConfiguration({
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
      DRAIN_TIMEOUT_MS: '0',
      // A test of something else is not to wait behind it.
      CACHE_PRELOADING_ENABLED: 'false',
      // Nor is a stand-in for a provider to count what no call asked.
      PROVIDER_PROBE_INTERVAL: '0',
      // On a machine that is busy the loop and answers are late: calls are to be taken, and answers waited for.
      ADMISSION_MAX_LOOP_LAG_MS: '0',
      PROCESSING_TIMEOUT: '20000',
      ...environment,
    });
    const app = await createApp(configuration, stages, logTo);
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new Service(app, `http://127.0.0.1:${port}`, `ws://127.0.0.1:${port}`);
  }

  /** A call under a name of its own, with a development token. */
  call(options: CallOptions = {}): Promise<CallClient> {
    return connect(this.ws, { token: 'valid_tester_any', audio: 'pcm16', ...options });
  }

  /** Ends what a test left open: the next one begins with all places free. */
  async endCalls(): Promise<void> {
    for (const { connection } of [...this.registry.live.values()]) connection.end('caller');
    await eventually('every call has ended', () => this.registry.live.size === 0);
  }

  get registry(): CallRegistry {
    return this.app.get(CallRegistry);
  }

  post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.send('POST', path, body, headers);
  }

  put(path: string, body: unknown): Promise<Response> {
    return this.send('PUT', path, body, {});
  }

  async get(path: string): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.http}${path}`);
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text };
  }

  stop(): Promise<void> {
    return this.app.close();
  }

  private send(
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<Response> {
    return fetch(`${this.http}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: 'Bearer valid_tester_any', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }
}

/** Resolves when `holds` does; looks whenever the loop has turned. @throws after `patienceMs` */
export async function eventually(what: string, holds: () => boolean, patienceMs = 10_000): Promise<void> {
  const until = performance.now() + patienceMs;
  while (!holds()) {
    if (performance.now() > until) throw new Error(`never: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
