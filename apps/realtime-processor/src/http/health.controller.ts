import { Controller, Get, UseGuards } from '@nestjs/common';
import type { HealthCheckResult } from '@nestjs/terminus';
import { SkipThrottle } from '@nestjs/throttler';
import { RequireScope, ScopeGuard } from '@app/auth';
import { HealthReport } from '@app/health';
import type { FullHealth } from '@app/health';
import { ApiOperation, ApiTags } from '../api-docs/decorators';

@ApiTags('ops')
@Controller('health')
export class HealthController {
  constructor(private readonly report: HealthReport) {}

  @Get()
  @UseGuards(ScopeGuard)
  @RequireScope('ops')
  @ApiOperation({ summary: 'Everything there is to say: providers, latencies, loop, memory, drain' })
  full(): Promise<FullHealth> {
    return this.report.full();
  }

  @Get('live')
  @SkipThrottle()
  @ApiOperation({ summary: 'Should this process go on? 503: restart it' })
  live(): HealthCheckResult {
    return this.report.live();
  }

  @Get('ready')
  @SkipThrottle()
  @ApiOperation({ summary: 'Should new calls be sent here? 503: not now' })
  async ready(): Promise<{ status: string }> {
    const { status } = await this.report.ready();
    return { status };
  }
}
