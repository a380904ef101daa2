import type { AccessScope } from '../identity';

/** Which doors stand open without a token. */
export class AccessPolicy {
  /** @param development development tokens are accepted, so nobody is kept from looking at the service's state. */
  constructor(private readonly development: boolean) {}

  isOpen(scope: AccessScope): boolean {
    return this.development && scope === 'ops';
  }
}
