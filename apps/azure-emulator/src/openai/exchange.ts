import type { IncomingMessage, ServerResponse } from 'node:http';
import { usualDelay } from '../control/settings';
import { Answer } from '../faults/answer';
import type { Outlet } from '../faults/answer';
import type { Fault, Stage } from '../faults/fault';
import type { Target } from '../faults/fault-plan';
import type { Emulation } from '../server/emulation';
import { Timers } from '../server/timers';
import type { ApiError } from './api-error';

/** One request and its response. */
export class Exchange {
  readonly timers: Timers;
  private events = 0;

  constructor(
    readonly emulation: Emulation,
    readonly target: Target,
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
  ) {
    this.timers = new Timers(emulation.clock);
    response.on('close', () => {
      this.timers.close();
      this.log('closed', { finished: response.writableFinished, events: this.events });
    });
  }

  delay(stage: Stage): number {
    const { faults, settings } = this.emulation;
    return faults.delay(stage, usualDelay(settings, stage), this.target);
  }

  /** Resets the connection. */
  refuse(): void {
    this.request.socket.destroy();
  }

  fail({ status, headers, body }: ApiError): void {
    this.log('refused', { status, headers, body });
    this.response.writeHead(status, { ...this.usualHeaders(), ...headers });
    this.response.end(JSON.stringify(body));
  }

  /** Begins to answer; the faults strike within the body. */
  begin(contentType: string, faults: readonly Fault[]): Answer {
    this.response.writeHead(200, {
      ...this.usualHeaders(),
      'content-type': contentType,
      'x-ratelimit-remaining-requests': '999',
      'x-ratelimit-remaining-tokens': '99999',
    });
    this.response.flushHeaders();
    return new Answer(this.outlet(), this.timers, faults);
  }

  end(answer: Answer): void {
    if (answer.over) return;
    // Behind what may still drip.
    answer.finish(() => this.response.end());
  }

  log(event: string, detail: object): void {
    const { service, connection } = this.target;
    this.emulation.log.add({ service, connection, request: connection, event, detail });
  }

  private usualHeaders(): Record<string, string> {
    return {
      'content-type': 'application/json',
      'apim-request-id': this.target.connection,
      'x-request-id': this.target.connection,
      'x-ms-region': 'Emulated',
    };
  }

  private outlet(): Outlet {
    return {
      send: data => {
        this.events++;
        this.response.write(data);
      },
      close: () => void this.response.end(),
      cut: () => void this.request.socket.destroy(),
    };
  }
}
