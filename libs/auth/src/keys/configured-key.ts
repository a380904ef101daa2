import type { AuthSettings } from '../auth-settings';
import type { KeySource, VerificationKey } from './key-source';
import { algorithmOf, unfoldPem } from './public-key';

/** The one key of the environment; a token's header cannot choose another. */
export class ConfiguredKey implements KeySource {
  private readonly key: VerificationKey | null;

  constructor(settings: Pick<AuthSettings, 'secret' | 'publicKey'>) {
    this.key = keyOf(settings);
  }

  keyFor(): Promise<VerificationKey | null> {
    return Promise.resolve(this.key);
  }
}

function keyOf(settings: Pick<AuthSettings, 'secret' | 'publicKey'>): VerificationKey | null {
  if (settings.secret !== null) return { algorithm: 'HS256', material: settings.secret };
  if (settings.publicKey === null) return null;
  const algorithm = algorithmOf(settings.publicKey);
  return algorithm === null ? null : { algorithm, material: unfoldPem(settings.publicKey) };
}
