import {
  Body,
  Controller,
  ForbiddenException,
  HttpCode,
  Logger,
  NotFoundException,
  Param,
  Post,
  Put,
  UseGuards,
} from '@nestjs/common';
import { RequireScope, ScopeGuard } from '@app/auth';
import type { CallId } from '@app/core';
import { Faults, LogLevel, Profiler } from '@app/telemetry';
import type { Profile } from '@app/telemetry';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '../api-docs/decorators';
import { CallRegistry } from '../media/call-registry';
import { ObservabilitySettings } from '../observability/observability-settings';
import { FaultsOrder, LogLevelOrder, ProfileOrder } from './admin.dto';
import { refusedOrder } from './refused-order';

const CPU_MS = 10_000;
const FAULT_DELAY_MS = 1000;

/** What an operator can do to a running instance to find out what is the matter with it. */
@ApiTags('ops')
@ApiBearerAuth()
@Controller('admin')
@UseGuards(ScopeGuard)
@RequireScope('admin')
export class AdminController {
  private readonly log = new Logger('Admin');

  constructor(
    private readonly logLevel: LogLevel,
    private readonly profiler: Profiler,
    private readonly faults: Faults,
    private readonly calls: CallRegistry,
    private readonly settings: ObservabilitySettings,
  ) {}

  @Put('log-level')
  @ApiOperation({ summary: 'How much this instance logs, until it is told otherwise or ends' })
  setLogLevel(@Body() { level }: LogLevelOrder): { readonly level: string } {
    this.log.warn(`an operator set the log level to ${level}`);
    this.logLevel.set(level);
    return { level };
  }

  @Post('profile')
  @HttpCode(200)
  @ApiOperation({ summary: 'A profile of the processor or a snapshot of the heap, into PROFILE_DIR' })
  @ApiResponse({ status: 403, description: 'PROFILING_ENABLED is not set' })
  @ApiResponse({ status: 409, description: 'One is being taken already' })
  @ApiResponse({
    status: 507,
    description: 'It is larger than PROFILE_MAX_BYTES, or PROFILE_DIR takes nothing',
  })
  async profile(@Body() { kind, durationMs = CPU_MS }: ProfileOrder): Promise<Profile> {
    if (!this.settings.profiling) throw new ForbiddenException('PROFILING_ENABLED is not set');
    this.log.warn(`an operator takes a profile: ${kind}`);
    try {
      return await (kind === 'cpu' ? this.profiler.cpu(durationMs) : this.profiler.heap());
    } catch (error) {
      throw refusedOrder(error);
    }
  }

  @Put('faults/:callId')
  @ApiOperation({ summary: 'Delay, fail or garble stages of one live call, to see how it takes it' })
  @ApiResponse({ status: 404, description: 'No call of this instance has this id' })
  @ApiResponse({
    status: 409,
    description: 'So many other calls have faults that no more can be looked after',
  })
  setFaults(@Param('callId') callId: string, @Body() { faults }: FaultsOrder): FaultsOrder {
    const conversation = this.calls.live.get(callId as CallId)?.connection.call;
    if (!conversation) throw new NotFoundException('no call of this instance has this id');
    // The call may have got another name since it began; its stages know the first.
    const ordered = faults.map(({ stage, kind, delayMs = FAULT_DELAY_MS }) => ({ stage, kind, delayMs }));
    try {
      this.faults.order(conversation.snapshot().callId, ordered);
    } catch (error) {
      throw refusedOrder(error);
    }
    this.log.warn({ callId, msg: `an operator ordered ${faults.length} faults` });
    return { faults: ordered };
  }
}
