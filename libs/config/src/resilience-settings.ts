import { IsBoolean } from 'class-validator';
import { quotaProblem } from './provider-quotas';
import type { QuotaSettings } from './provider-quotas';
import { Setting } from './setting';
import type { CrossChecked } from './setting';
import { WholeNumber } from './whole-number';

/** What a provider is granted before the next one is asked. */
export class ResilienceSettings implements CrossChecked {
  @Setting('CIRCUIT_BREAKER_ENABLED', 'flag', 'Leave a provider alone for a while that fails again and again')
  @IsBoolean({ message: 'must be true or false' })
  breakers = true;

  @Setting('CIRCUIT_BREAKER_FAILURE_THRESHOLD', 'integer', 'Failures in a row that open its breaker')
  @WholeNumber(1, 1000)
  failureThreshold = 5;

  @Setting('CIRCUIT_BREAKER_RESET_TIMEOUT', 'integer', 'After this long one call tries it again, ms')
  @WholeNumber(100, 3_600_000, 'ms')
  resetMs = 60_000;

  @Setting(
    'PROVIDER_FIRST_ITEM_TIMEOUT',
    'integer',
    'To its first word or sound, before the next is asked, ms',
  )
  @WholeNumber(50, 60_000, 'ms')
  firstItemMs = 1500;

  @Setting('PROVIDER_STALL_TIMEOUT', 'integer', 'Between two of them, before the next goes on, ms')
  @WholeNumber(50, 60_000, 'ms')
  stallMs = 3000;

  @Setting('PROVIDER_RETRIES', 'integer', 'Attempts more at the same provider, while nothing was heard of it')
  @WholeNumber(0, 5)
  retries = 1;

  @Setting(
    'PROVIDER_PROBE_INTERVAL',
    'integer',
    'How often providers that can tell at no cost are asked whether they are well, ms; 0: never',
  )
  @WholeNumber(0, 3_600_000, 'ms')
  probeEveryMs = 30_000;

  @Setting(
    'PROVIDER_MAX_CONCURRENT',
    'integer',
    'Requests at once to each provider; 0: as many as MAX_CONNECTIONS',
  )
  @WholeNumber(0, 100_000)
  maxConcurrent = 0;

  @Setting(
    'PROVIDER_QUOTAS',
    'json',
    'What accounts allow: JSON such as {"azure-openai": {"tokensPerMinute": 60000}, "stt:azure": {"maxConcurrent": 100, "newPerMinute": 60}}',
    { example: 'your_quotas' },
  )
  quotas: unknown = null;

  @Setting('ADMISSION_MAX_LOOP_LAG_MS', 'integer', 'A later event loop takes no new calls, ms; 0: it does')
  @WholeNumber(0, 60_000, 'ms')
  maxLoopLagMs = 500;

  @Setting(
    'ADAPTIVE_OPTIMIZATION',
    'flag',
    'Let limits, hedging, speculation and openers follow what is measured',
  )
  @IsBoolean({ message: 'must be true or false' })
  adaptive = true;

  problems(): readonly string[] {
    const problem = this.quotas === null ? null : quotaProblem(this.quotas);
    return problem === null ? [] : [`PROVIDER_QUOTAS: ${problem}`];
  }

  get quotaOf(): QuotaSettings {
    return (this.quotas ?? {}) as QuotaSettings;
  }
}
