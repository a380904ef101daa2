import {
  BadRequestException,
  Controller,
  Get,
  Query,
  ServiceUnavailableException,
  UseGuards,
} from '@nestjs/common';
import { RequireScope, ScopeGuard } from '@app/auth';
import { Cluster } from '@app/cluster';
import { TurnsInProgress } from '@app/conversation';
import type { DirectoryPage, InstancePresence } from '@app/core';
import { ApiOperation, ApiTags } from '../api-docs/decorators';
import { CallRegistry } from '../media/call-registry';
import type { LiveCall } from '../media/live-call';
import { ConnectionsQuery } from './connections.query';

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

/** The live calls of all instances, a page of them. */
interface ClusterConnections {
  readonly totals: { readonly live: number; readonly instances: number };
  readonly instances: readonly (Omit<InstancePresence, 'since'> & { readonly since: string })[];
  readonly calls: readonly Pick<ListedCall, 'callId' | 'userId' | 'since'>[];
  /** For the next page; null: there is none. */
  readonly cursor: string | null;
}

/** Calls a page. */
const PAGE = 100;

@ApiTags('ops')
@Controller('connections')
@UseGuards(ScopeGuard)
@RequireScope('ops')
export class ConnectionsController {
  constructor(
    private readonly registry: CallRegistry,
    private readonly inProgress: TurnsInProgress,
    private readonly cluster: Cluster,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The live calls of this instance, or of all' })
  list(@Query() { scope, cursor }: ConnectionsQuery): Connections | Promise<ClusterConnections> {
    return scope === 'cluster' ? this.everywhere(cursor ?? null) : this.here();
  }

  private async everywhere(cursor: string | null): Promise<ClusterConnections> {
    const page = await this.cluster.directory.list(cursor, PAGE).catch(() => {
      throw new ServiceUnavailableException('other instances cannot be looked up at the moment');
    });
    if (page === null) throw new BadRequestException('cursor must be one that was given');
    return pageOf(page);
  }

  private here(): Connections {
    const { live, totalCalls } = this.registry;
    return {
      totals: { live: live.size, sinceStart: totalCalls, queue: this.inProgress.size },
      calls: [...live.values()].map(listed),
    };
  }
}

const time = (ms: number): string => new Date(ms).toISOString();

const pageOf = ({ instances, calls, cursor }: DirectoryPage): ClusterConnections => ({
  totals: {
    live: instances.reduce((sum, instance) => sum + instance.calls, 0),
    instances: instances.length,
  },
  instances: instances.map(instance => ({ ...instance, since: time(instance.since) })),
  calls: calls.map(call => ({ ...call, since: time(call.since) })),
  cursor,
});

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
