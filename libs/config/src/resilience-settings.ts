import { IsBoolean } from 'class-validator';
import { Setting } from './setting';
import { WholeNumber } from './whole-number';

/** What a provider is granted before the next one is asked. */
export class ResilienceSettings {
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
}
