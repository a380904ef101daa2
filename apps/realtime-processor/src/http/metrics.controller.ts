import cluster from 'node:cluster';
import { Controller, Get, Headers, Res, UseGuards } from '@nestjs/common';
import { PrometheusController } from '@willsoto/nestjs-prometheus';
import type { Response } from 'express';
import { register } from 'prom-client';
import { RequireScope, ScopeGuard } from '@app/auth';
import { ApiOperation, ApiTags } from '../api-docs/decorators';
import { metricsOfAll } from '../workers/worker-metrics';
import { Exemplars, OPEN_METRICS, openMetrics, takesOpenMetrics } from '@app/telemetry';

@ApiTags('ops')
@Controller()
@UseGuards(ScopeGuard)
@RequireScope('ops')
export class MetricsController extends PrometheusController {
  constructor(private readonly exemplars: Exemplars) {
    super();
  }

  @Get()
  @ApiOperation({
    summary: 'Prometheus metrics; in OpenMetrics, with traces beside latencies, for who accepts it',
  })
  override async index(
    @Res({ passthrough: true }) response: Response,
    @Headers('accept') accept?: string,
  ): Promise<string> {
    response.vary('accept');
    if (!takesOpenMetrics(accept) || cluster.isWorker) return this.inText(response);
    response.header('Content-Type', OPEN_METRICS);
    return openMetrics(register, this.exemplars);
  }

  private inText(response: Response): Promise<string> {
    const all = metricsOfAll();
    if (!all) return super.index(response);
    response.header('Content-Type', register.contentType);
    return all;
  }
}
