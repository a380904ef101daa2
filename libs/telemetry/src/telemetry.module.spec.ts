import { Controller, Get, Res } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { PrometheusController } from '@willsoto/nestjs-prometheus';
import type { CallId, TurnId } from '@app/core';
import type { Response as HttpResponse } from 'express';
import { CallTelemetry } from './call-telemetry';
import type { TracedCall } from './tracing/tracing';
import { TelemetryModule } from './telemetry.module';
import type { TelemetryModuleOptions } from './telemetry.module';

const CALL: TracedCall = { callId: 'call-1' as CallId, language: 'en-US', traceparent: null };

@Controller()
class CountedController extends PrometheusController {
  static asked = 0;

  @Get()
  override index(@Res({ passthrough: true }) response: HttpResponse): Promise<string> {
    CountedController.asked++;
    return super.index(response);
  }
}

describe('TelemetryModule', () => {
  const started: INestApplication[] = [];

  afterEach(() => Promise.all(started.splice(0).map(app => app.close())));

  const start = async (options: Partial<TelemetryModuleOptions> = {}): Promise<INestApplication> => {
    const module = await Test.createTestingModule({
      imports: [
        TelemetryModule.forRootAsync({
          useFactory: () => ({ targets: {}, processingStages: [] }),
          ...options,
        }),
      ],
    }).compile();
    const app = module.createNestApplication({ logger: false });
    started.push(app);
    await app.listen(0, '127.0.0.1');
    return app;
  };

  const metrics = async (app: INestApplication): Promise<string> => {
    const response = await fetch(`${await app.getUrl()}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    return response.text();
  };

  it('serves the metrics of calls, of the process and of Node, with latency in the names of the stages', async () => {
    const app = await start();
    app.get(CallTelemetry).observe(CALL).stage('text_to_speech', 90, 'ok');
    const text = await metrics(app);
    const latency = text
      .split('\n')
      .filter(line => line.includes('latency') && line.includes('text_to_speech'));
    expect(latency.length).toBeGreaterThan(5);
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  it('can be started again in the same process, and begins at zero', async () => {
    const first = await start();
    first.get(CallTelemetry).observe(CALL);
    expect(await metrics(first)).toContain('realtime_calls_active 1');
    await first.close();
    const second = await start();
    expect(await metrics(second)).toContain('realtime_calls_active 0');
  });

  it('counts no call where that is off', async () => {
    const app = await start({
      useFactory: () => ({ targets: {}, processingStages: [], callMetrics: false }),
    });
    app
      .get(CallTelemetry)
      .observe(CALL)
      .firstAudio('turn-1' as TurnId, 90, 300);
    expect(await metrics(app)).toContain('realtime_first_audio_seconds_count 0');
  });

  it('lets the application put its own controller before the metrics', async () => {
    const app = await start({ metricsController: CountedController });
    await metrics(app);
    expect(CountedController.asked).toBe(1);
  });
});
