import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VirtualClock } from '@app/testing';
import { KeysUnavailableError } from './keys-unavailable.error';
import { RemoteKeys } from './remote-keys';

const MINUTE = 60_000;

const ec = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey;
const rsa = (modulusLength: number): KeyObject => generateKeyPairSync('rsa', { modulusLength }).publicKey;
const jwk = (key: KeyObject, more: object): object => ({ ...key.export({ format: 'jwk' }), ...more });

describe('RemoteKeys', () => {
  let server: Server;
  let url: string;
  let answer: { status: number; body: string };
  let fetches: number;
  let clock: VirtualClock;
  let warnings: string[];
  let keys: RemoteKeys;

  const publish = (...published: object[]): void => {
    answer = { status: 200, body: JSON.stringify({ keys: published }) };
  };

  beforeEach(async () => {
    fetches = 0;
    server = createServer((_, response) => {
      fetches++;
      response.statusCode = answer.status;
      response.end(answer.body);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    clock = new VirtualClock();
    warnings = [];
    keys = new RemoteKeys(url, clock, message => warnings.push(message));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  it('finds a key by its kid, with the algorithm that follows from the key', async () => {
    publish(jwk(ec(), { kid: 'a' }), jwk(rsa(2048), { kid: 'b', use: 'sig', alg: 'RS256' }));
    expect(await keys.keyFor({ kid: 'a' })).toMatchObject({ algorithm: 'ES256' });
    expect(await keys.keyFor({ kid: 'b' })).toMatchObject({ algorithm: 'RS256' });
    expect(fetches).toBe(1);
  });

  it('fetches once, however many ask at the same time', async () => {
    publish(jwk(ec(), { kid: 'a' }));
    await Promise.all(Array.from({ length: 20 }, () => keys.keyFor({ kid: 'a' })));
    expect(fetches).toBe(1);
  });

  it('passes over what is too short, for encryption, of another algorithm, or no public key', async () => {
    publish(
      jwk(rsa(1024), { kid: 'short' }),
      jwk(ec(), { kid: 'enc', use: 'enc' }),
      jwk(rsa(2048), { kid: 'pss', alg: 'PS256' }),
      { kty: 'oct', k: 'c2VjcmV0', kid: 'shared' },
      { kty: 'EC', crv: 'P-256', x: '?', kid: 'broken' },
      jwk(ec(), { kid: 'good' }),
    );
    for (const kid of ['short', 'enc', 'pss', 'shared', 'broken']) {
      expect(await keys.keyFor({ kid })).toBeNull();
    }
    expect(await keys.keyFor({ kid: 'good' })).not.toBeNull();
  });

  it('takes a token without kid only where there is one key', async () => {
    publish(jwk(ec(), {}));
    expect(await keys.keyFor({ kid: null })).not.toBeNull();
    publish(jwk(ec(), { kid: 'a' }), jwk(ec(), { kid: 'b' }));
    clock.advance(6 * MINUTE);
    expect(await keys.keyFor({ kid: null })).toBeNull();
  });

  it('follows a rotation at the first token with the new kid, and forgets the old key', async () => {
    publish(jwk(ec(), { kid: 'old' }));
    await keys.keyFor({ kid: 'old' });
    clock.advance(MINUTE);
    publish(jwk(ec(), { kid: 'new' }));
    expect(await keys.keyFor({ kid: 'old' })).not.toBeNull();
    expect(await keys.keyFor({ kid: 'new' })).not.toBeNull();
    expect(await keys.keyFor({ kid: 'old' })).toBeNull();
  });

  it('does not ask more often because somebody invents kids, nor miss a new key for it', async () => {
    publish(jwk(ec(), { kid: 'a' }));
    await keys.keyFor({ kid: 'a' });
    for (let i = 0; i < 50; i++) expect(await keys.keyFor({ kid: `made-up-${i}` })).toBeNull();
    expect(fetches).toBe(1);
    publish(jwk(ec(), { kid: 'a' }), jwk(ec(), { kid: 'b' }));
    clock.advance(10_000);
    await keys.keyFor({ kid: 'made-up' });
    expect(await keys.keyFor({ kid: 'b' })).not.toBeNull();
    expect(fetches).toBe(2);
  });

  it('goes on with the keys it knows while the issuer is away, and says once that it is', async () => {
    publish(jwk(ec(), { kid: 'a' }));
    await keys.keyFor({ kid: 'a' });
    answer = { status: 503, body: 'down' };
    for (let hour = 0; hour < 24; hour++) {
      clock.advance(60 * MINUTE);
      expect(await keys.keyFor({ kid: 'a' })).not.toBeNull();
    }
    await expect(keys.keyFor({ kid: 'b' })).rejects.toBeInstanceOf(KeysUnavailableError);
    expect(warnings).toEqual(['the key set cannot be fetched: the key set was answered by 503']);
    publish(jwk(ec(), { kid: 'b' }));
    clock.advance(10_000);
    expect(await keys.keyFor({ kid: 'b' })).not.toBeNull();
    expect(warnings).toHaveLength(2);
  });

  it.each([
    ['no JSON', 200, '<html>'],
    ['no key set', 200, '{"keys":7}'],
    ['an empty set', 200, '{"keys":[]}'],
    ['an endless one', 200, `{"keys":["${'x'.repeat(300_000)}"]}`],
    ['an error', 500, '{}'],
    ['a redirect', 302, ''],
  ])('cannot tell anything of a token while the issuer answers by %s', async (_, status, body) => {
    answer = { status, body };
    await expect(keys.keyFor({ kid: 'a' })).rejects.toBeInstanceOf(KeysUnavailableError);
  });
});
