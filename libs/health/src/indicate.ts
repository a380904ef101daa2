import type { HealthIndicatorResult, HealthIndicatorService, HealthIndicatorStatus } from '@nestjs/terminus';

/** An indicator's answer, where its status is known only when it is asked. */
export function indicate(
  indicators: HealthIndicatorService,
  key: string,
  status: HealthIndicatorStatus,
  data: Readonly<Record<string, unknown>>,
): HealthIndicatorResult {
  const indicator = indicators.check(key);
  switch (status) {
    case 'up':
      return indicator.up(data);
    case 'degraded':
      return indicator.degraded(data);
    case 'down':
      return indicator.down(data);
  }
}
