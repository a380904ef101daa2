import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { RateLimiter } from '@app/auth';
import { ServerSettings } from '@app/config';
import type { Express } from 'express';
import type { Refusal } from '../media/refuse';
import { clientAddress } from './client-address';
import type { TrustsProxy } from './client-address';
import { DoorSettings } from './door-settings';
import { OriginPolicy } from './origin-policy';

/** What holds for every upgrade, whichever door it goes to: where the page is from, and how often its address comes. */
@Injectable()
export class Threshold {
  private readonly origins: OriginPolicy;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly limiter: RateLimiter,
    doors: DoorSettings,
    server: ServerSettings,
  ) {
    this.origins = new OriginPolicy(doors.corsOrigins, !server.production);
  }

  /** Null: the door may be asked. */
  async refusalFor(request: IncomingMessage): Promise<Refusal | null> {
    if (!this.origins.allows(request.headers.origin)) {
      return { status: 403, code: 'origin_refused', message: 'pages of this origin may not open calls' };
    }
    const retryAfterMs = await this.limiter.take('handshakes_ip', clientAddress(request, this.trustsProxy));
    if (retryAfterMs === 0) return null;
    return {
      status: 429,
      code: 'rate_limited',
      message: 'too many handshakes from this address',
      retryAfterMs,
    };
  }

  /** Express's own, so that sockets and requests agree on who asks. */
  private get trustsProxy(): TrustsProxy {
    return this.host.httpAdapter.getInstance<Express>().get('trust proxy fn') as TrustsProxy;
  }
}
