import { IsBoolean } from 'class-validator';
import { Setting, WholeNumber } from '@app/config';

const MOST = 10_000_000;

/** How much one address, one user or one tenant may ask for. */
export class LimitSettings {
  @Setting(
    'RATE_LIMITS',
    'flag',
    'Whether anything below is limited; off only where something in front does it',
  )
  @IsBoolean({ message: 'must be true or false' })
  enabled = true;

  @Setting('RATE_LIMIT_HTTP_PER_IP', 'integer', 'HTTP requests a minute from one address')
  @WholeNumber(1, MOST)
  httpPerIp = 600;

  @Setting('RATE_LIMIT_HTTP_PER_SUBJECT', 'integer', 'HTTP requests a minute with tokens of one user (sub)')
  @WholeNumber(1, MOST)
  httpPerSubject = 600;

  @Setting('RATE_LIMIT_HANDSHAKES_PER_IP', 'integer', 'Attempts to open a call, a minute, from one address')
  @WholeNumber(1, MOST)
  handshakesPerIp = 3000;

  @Setting('RATE_LIMIT_CALLS_PER_SUBJECT', 'integer', 'Calls opened a minute with tokens of one user (sub)')
  @WholeNumber(1, MOST)
  callsPerSubject = 1500;

  @Setting('RATE_LIMIT_CALLS_PER_TENANT', 'integer', 'Calls opened a minute by all users of one tenant')
  @WholeNumber(1, MOST)
  callsPerTenant = 3000;

  @Setting(
    'RATE_LIMIT_MEDIA_BURST_MS',
    'integer',
    'Caller audio a connection may send at once, ms; beyond, half more than real time',
  )
  @WholeNumber(1000, 600_000, 'ms')
  mediaBurstMs = 30_000;
}
