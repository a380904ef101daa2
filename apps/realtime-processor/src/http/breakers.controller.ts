import {
  Body,
  Controller,
  Get,
  Inject,
  Logger,
  NotFoundException,
  Param,
  Put,
  UseGuards,
} from '@nestjs/common';
import { RequireScope, ScopeGuard } from '@app/auth';
import type { Breakers, ProviderLoads } from '@app/resilience';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '../api-docs/decorators';
import { breakerReports } from '../voice/breaker-report';
import type { BreakerReport } from '../voice/breaker-report';
import { BREAKERS, LOADS } from '../voice/tokens';
import { BreakerOrder } from './breaker-order.dto';

@ApiTags('ops')
@ApiBearerAuth()
@Controller('admin/breakers')
@UseGuards(ScopeGuard)
@RequireScope('admin')
export class BreakersController {
  private readonly log = new Logger('Breakers');

  constructor(
    @Inject(BREAKERS) private readonly breakers: Breakers,
    @Inject(LOADS) private readonly loads: ProviderLoads,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The breakers of this instance, by provider, and how much of each is in use' })
  list(): { readonly breakers: readonly BreakerReport[] } {
    return { breakers: breakerReports(this.breakers, this.loads) };
  }

  @Put(':name')
  @ApiOperation({ summary: 'Hold a breaker of this instance open or closed, or let it decide again' })
  @ApiResponse({ status: 404, description: 'No breaker has this name' })
  order(@Param('name') name: string, @Body() { state }: BreakerOrder): BreakerReport {
    const breaker = this.breakers.find(name);
    if (!breaker) throw new NotFoundException('no breaker has this name');
    breaker.hold(state === 'auto' ? null : state);
    this.log.warn(`an operator set the breaker of ${name} to ${state}`);
    return breakerReports(this.breakers, this.loads).find(report => report.name === name)!;
  }
}
