import { createHmac, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from '@app/client';
import { Service } from '../support/service';
import { PATH, answerTo, raw, withToken } from './support/handshake';
import { SECRET, claims, hs256, part, signed } from './support/tokens';

const REFUSED = [401, 'unauthorized'];
const production = { NODE_ENV: 'production', STT_PROVIDER: 'simulated' };

describe('Tokens that were not made for us', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ ...production, JWT_SECRET: SECRET });
  });
  afterAll(() => service.stop());

  const body = `${part({ alg: 'HS256' })}.${part(claims())}`;
  const hs512 = createHmac('sha512', SECRET)
    .update(`${part({ alg: 'HS512' })}.${part(claims())}`)
    .digest('base64url');

  it.each([
    ['alg none', `${part({ alg: 'none' })}.${part(claims())}.`],
    ['alg NoNe, signed', hs256({}, { alg: 'NoNe' })],
    ['a stripped signature', `${body}.`],
    ['no signature part at all', body],
    ['a signature of zeros', `${body}.${Buffer.alloc(32).toString('base64url')}`],
    ['another algorithm', `${part({ alg: 'HS512' })}.${part(claims())}.${hs512}`],
    ['no algorithm', hs256({}, {})],
    ['another secret', hs256({}, { alg: 'HS256' }, `${SECRET}x`)],
    ['an empty secret', hs256({}, { alg: 'HS256' }, '')],
    ['a key of its own in the header', hs256({}, { alg: 'HS256', jwk: { kty: 'oct', k: 'AAAA' } }, 'AAAA')],
    ['a kid that is a path', hs256({}, { alg: 'HS256', kid: '../../dev/null' }, '')],
    [
      'a critical extension nobody knows',
      `${part({ alg: 'HS256', crit: ['x'], x: 1 })}.${part(claims())}.AAAA`,
    ],
    ['no expiry', hs256({ exp: undefined })],
    ['an expiry in the past', hs256({ exp: 1_700_000_000 })],
    ['a validity that begins tomorrow', hs256({ nbf: Math.floor(Date.now() / 1000) + 86_400 })],
    ['no subject', hs256({ sub: undefined })],
    ['a subject that is an object', hs256({ sub: { $gt: '' } })],
    ['a development token', 'valid_tester_any'],
    ['16 KB of it', 'e'.repeat(10_000)],
  ])('%s: refused before the upgrade', async (_, token) => {
    expect(await withToken(service, token)).toEqual(REFUSED);
  });

  it('one that was takes a call, and only its own', async () => {
    expect(await withToken(service, hs256())).toEqual([101, null]);
    expect(await withToken(service, hs256({ callId: 'mine' }), 'mine')).toEqual([101, null]);
    expect(await withToken(service, hs256({ callId: 'mine' }), 'yours')).toEqual([403, 'wrong_call']);
    expect(await withToken(service, hs256({ scopes: ['ops', 'call:listen'] }))).toEqual([403, 'wrong_call']);
  });

  it('nor may a call be renamed, or go on with a token that is for another call', async () => {
    const call = await connect(service.ws, { token: hs256({ callId: 'mine' }) });
    const renamed = call.next('error');
    call.send({ type: 'interrupt', callId: 'yours' });
    expect((await renamed).data.code).toBe('wrong_call');
    for (const token of [
      hs256({ callId: 'yours' }),
      hs256({ callId: 'mine', scopes: ['ops'] }),
      'nonsense',
    ]) {
      const refused = call.next('error');
      call.update({ token });
      expect((await refused).data.code).toBe('token_invalid');
    }
    await call.end();
  });

  it('nor by somebody of another tenant, who is another user of the same name', async () => {
    const ours = await connect(service.ws, { token: hs256({ callId: 'shared', tenant: 'ours' }) });
    const refused = ours.next('error');
    ours.update({ token: hs256({ callId: 'shared', tenant: 'theirs' }) });
    expect((await refused).data.code).toBe('token_invalid');
    const taken = ours.next('session_updated');
    ours.update({ token: hs256({ callId: 'shared', tenant: 'ours' }) });
    await taken;
    await ours.end();
  });

  it.each([
    [
      'a line end in the header',
      `GET ${PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${hs256()}\r\n x: y`,
      400,
    ],
    [
      'a line end in the query',
      `GET ${PATH}?token=${hs256()}%0d%0aX-Injected:%20yes HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==`,
      401,
    ],
    [
      'two tokens',
      `GET ${PATH}?token=${hs256()}&token=x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==`,
      400,
    ],
    [
      'a length and a chunked body at once',
      `POST /process/audio HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nAuthorization: Bearer ${hs256()}`,
      400,
    ],
  ])('%s smuggles nothing', async (_, request, status) => {
    const answer = await raw(service, `${request}\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).not.toMatch(/^x-injected/im);
  });

  it('are not echoed in what is answered', async () => {
    const token = hs256({ sub: 'secret-name' }, { alg: 'HS256' }, 'wrong');
    const answer = await raw(
      service,
      `GET ${PATH}?token=${token} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    expect(answer).toContain('401');
    for (const piece of token.split('.')) expect(answer).not.toContain(piece);
  });
});

describe('Tokens signed with published keys', () => {
  const [first, second] = [1, 2].map(() => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }));
  const stranger = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  let issuer: Server;
  let published: object[];
  let service: Service;

  const jwk = (pair: typeof first, kid: string): object => ({
    ...pair!.publicKey.export({ format: 'jwk' }),
    kid,
  });
  const es256 = (pair: typeof first, kid: string): string => signed(pair!.privateKey, { alg: 'ES256', kid });

  beforeAll(async () => {
    published = [jwk(first, 'one'), jwk(second, 'two')];
    issuer = createServer((_, response) => void response.end(JSON.stringify({ keys: published })));
    await new Promise<void>(resolve => issuer.listen(0, '127.0.0.1', resolve));
    const { port } = issuer.address() as AddressInfo;
    service = await Service.start({ ...production, JWT_JWKS_URL: `http://127.0.0.1:${port}/keys` });
  });
  afterAll(async () => {
    await service.stop();
    issuer.close();
  });

  it('are taken by their kid, and refused under a swapped one', async () => {
    expect(await withToken(service, es256(first, 'one'))).toEqual([101, null]);
    expect(await withToken(service, es256(second, 'two'))).toEqual([101, null]);
    expect(await withToken(service, es256(first, 'two'))).toEqual(REFUSED);
    expect(await withToken(service, es256(stranger, 'one'))).toEqual(REFUSED);
    expect(await withToken(service, es256(stranger, 'three'))).toEqual(REFUSED);
    const pem = first!.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(await withToken(service, hs256({}, { alg: 'HS256', kid: 'one' }, pem))).toEqual(REFUSED);
    const theirs = { alg: 'ES256', kid: 'one', jku: 'http://127.0.0.1:1/keys', jwk: jwk(stranger, 'one') };
    expect(await withToken(service, signed(stranger.privateKey, theirs))).toEqual(REFUSED);
  });

  it('go on being good while the issuer is down; one that never was up refuses nobody for ever', async () => {
    issuer.closeAllConnections();
    await new Promise(resolve => issuer.close(resolve));
    expect(await withToken(service, es256(first, 'one'))).toEqual([101, null]);
    const { port } = new URL(service.http);
    const alone = await Service.start({ ...production, JWT_JWKS_URL: `http://127.0.0.1:${port}/nothing` });
    expect(await answerTo(alone, PATH, { authorization: `Bearer ${es256(first, 'one')}` })).toEqual([
      503,
      'keys_unavailable',
    ]);
    const clip = await alone.post('/process/audio', {}, { authorization: `Bearer ${es256(first, 'one')}` });
    expect(clip.status).toBe(503);
    await alone.stop();
  });
});
