/** The algorithms this service accepts; which one follows from the key, never from the token. */
export type SignatureAlgorithm = 'HS256' | 'RS256' | 'ES256';

export interface VerificationKey {
  readonly algorithm: SignatureAlgorithm;
  /** The shared secret, or the public key as PEM. */
  readonly material: string;
}

/** The part of a token's header that may choose among keys. Nothing in it is trusted yet. */
export interface TokenHeader {
  readonly kid: string | null;
}

/** Where verification keys come from: the environment, or a key set that is fetched. */
export interface KeySource {
  /**
   * Null: no key is known that could have signed this token.
   * @throws KeysUnavailableError where that cannot be known at the moment
   */
  keyFor(header: TokenHeader): Promise<VerificationKey | null>;
}
