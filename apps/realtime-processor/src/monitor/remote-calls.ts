import { Injectable } from '@nestjs/common';
import type { Identity } from '@app/auth';
import { Cluster } from '@app/cluster';
import type { CallId, CallPlace } from '@app/core';

/** Calls as operators and supervisors reach them, wherever they live; of their own tenant where they have one. */
@Injectable()
export class RemoteCalls {
  constructor(private readonly cluster: Cluster) {}

  /** Null: no such call is live, or it is none of theirs. `away`: that cannot be known at the moment. */
  async find(callId: CallId, { tenant }: Identity): Promise<CallPlace | null | 'away'> {
    const place = await this.cluster.remote.find(callId).catch(() => 'away' as const);
    if (place === null || place === 'away') return place;
    return tenant === null || place.owner.tenant === tenant ? place : null;
  }
}
