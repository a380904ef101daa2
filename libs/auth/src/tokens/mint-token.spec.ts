import { JwtService } from '@nestjs/jwt';
import { VirtualClock } from '@app/testing';
import { ConfiguredKey } from '../keys/configured-key';
import { mintToken } from './mint-token';
import { TokenVerifier } from './token-verifier';

const SECRET = 'k8Jq2vX0pLw7ZrT4sNf6YbQe1HdUc9Ga';

describe('mintToken', () => {
  it('makes a token the service accepts until it expires', async () => {
    const clock = new VirtualClock();
    const policy = { issuer: 'ours', audience: 'voice', devTokens: false, skewSeconds: 30 };
    const verifier = new TokenVerifier(
      new JwtService({}),
      new ConfiguredKey({ secret: SECRET, publicKey: null }),
      policy,
      clock,
    );
    const token = mintToken(
      SECRET,
      { subject: 'ann', callId: '*', lifetimeSeconds: 60, scopes: ['ops'], tenant: 'acme', ...policy },
      clock,
    );
    await expect(verifier.verify(token)).resolves.toMatchObject({
      subject: 'ann',
      callId: '*',
      tenant: 'acme',
      scopes: new Set(['ops']),
      expiresAt: clock.epoch() + 60_000,
    });
    clock.advance(90_000);
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'expired' });
  });
});
