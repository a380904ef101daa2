import { ValidateBy, ValidateIf } from 'class-validator';
import { Setting, WholeNumber } from '@app/config';
import { readKeys } from './state/cipher';

/** How calls outlive the instance that carries them. */
export class ClusterSettings {
  @Setting(
    'CALL_LEASE_MS',
    'integer',
    'An instance of several that cannot reach Redis for so long lets go of its calls; others may take them then, ms',
  )
  @WholeNumber(1000, 600_000, 'ms')
  leaseMs = 15_000;

  @Setting(
    'STATE_ENCRYPTION_KEY',
    'text',
    'Keeps the state of calls in Redis unreadable: 32 bytes as hex or base64; after a comma, older keys still read',
    { secret: true },
  )
  @ValidateIf((settings: ClusterSettings) => settings.encryptionKey !== '')
  @ValidateBy(
    { name: 'stateKeys', validator: { validate: value => readKeys(String(value)) !== null } },
    { message: 'must be 32 bytes as 64 hex digits or base64, or several with commas between' },
  )
  encryptionKey = '';
}
