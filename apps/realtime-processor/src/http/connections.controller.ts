import { Controller, Get, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireScope, ScopeGuard } from '@app/auth';
import { TurnsInProgress } from '@app/conversation';
import { CallRegistry } from '../media/call-registry';
import type { LiveCall } from '../media/live-call';

/** A live call as it is listed. */
interface ListedCall {
  readonly callId: string;
  readonly userId: string;
  readonly since: string;
  readonly state: string;
  readonly turns: number;
  readonly language: string;
  /** P50, P95, P99 by stage, ms, over the last turns. */
  readonly latencies: ReturnType<LiveCall['latencies']['snapshot']>;
}

interface Connections {
  readonly totals: { readonly live: number; readonly sinceStart: number; readonly queue: number };
  readonly calls: readonly ListedCall[];
}

@ApiTags('ops')
@Controller('connections')
@UseGuards(ScopeGuard)
@RequireScope('ops')
export class ConnectionsController {
  constructor(
    private readonly registry: CallRegistry,
    private readonly inProgress: TurnsInProgress,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The live calls of this instance' })
  list(): Connections {
    const { live, totalCalls } = this.registry;
    return {
      totals: { live: live.size, sinceStart: totalCalls, queue: this.inProgress.size },
      calls: [...live.values()].map(listed),
    };
  }
}

function listed({ callId, userId, since, latencies, connection: { call } }: LiveCall): ListedCall {
  return {
    callId,
    userId,
    since: new Date(since).toISOString(),
    state: call?.stateName ?? 'listening',
    turns: call?.turns ?? 0,
    language: call?.settings.language ?? '',
    latencies: latencies.snapshot(),
  };
}
