import type { AccessScope } from '../identity';

/** Which doors stand open without a token. */
export class AccessPolicy {
  /** Kept beside the requests: no header can end up looking like this. */
  private readonly trusted = new WeakSet<object>();

  /** @param development development tokens are accepted, so nobody is kept from looking at the service's state. */
  constructor(private readonly development: boolean) {}

  /** This request came by a way that only operators have. */
  trust(request: object): void {
    this.trusted.add(request);
  }

  isTrusted(request: object): boolean {
    return this.trusted.has(request);
  }

  isOpen(scope: AccessScope, request: object): boolean {
    return scope === 'ops' && (this.development || this.isTrusted(request));
  }
}
