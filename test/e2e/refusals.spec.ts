import { createHmac } from 'node:crypto';
import { ConnectionRefused, connect } from '@app/client';
import { WebSocket } from 'ws';
import { Service } from './support/service';

const SECRET = 'k8Jq2vX0pLw7ZrT4sNf6YbQe1HdUc9Ga';

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as anybody with the secret would make it. */
function token(claims: object, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  const body = `${base64url(header)}.${base64url({ exp: Math.floor(Date.now() / 1000) + 60, sub: 'ann', ...claims })}`;
  return `${body}.${createHmac('sha256', SECRET).update(body).digest('base64url')}`;
}

/** How the service refuses this handshake. */
async function refusal(
  service: Service,
  query: string,
  headers: Record<string, string> = {},
): Promise<ConnectionRefused> {
  const call = connect(`${service.ws}${query}`, { headers }).then(
    opened => {
      opened.vanish();
      return null;
    },
    (error: unknown) => error,
  );
  const error = await call;
  expect(error).toBeInstanceOf(ConnectionRefused);
  return error as ConnectionRefused;
}

const PATH = '/realtime/conversation';

describe('Before the upgrade', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ JWT_SECRET: SECRET, MAX_CONNECTIONS: '3', STT_PROVIDER: 'simulated' });
  });
  afterAll(() => service.stop());

  it.each([
    ['a path nobody listens on', '/realtime/nowhere?token=valid_a_b', 404, 'unknown_path', null],
    ['an encoding that does not exist', `${PATH}?token=valid_a_b&audio=flac`, 400, 'bad_request', 'audio'],
    [
      'a rate that is not offered',
      `${PATH}?token=valid_a_b&audio=pcm16&rate=12345`,
      400,
      'bad_request',
      'rate',
    ],
    ['a negative input rate', `${PATH}?token=valid_a_b&inputRate=-8000`, 400, 'bad_request', 'inputRate'],
    ['a call id with a space', `${PATH}?token=valid_a_b&callId=a%20b`, 400, 'bad_request', 'callId'],
    [
      'a resume token that was never issued',
      `${PATH}?token=valid_a_b&resume=x`,
      409,
      'resume_refused',
      'resume',
    ],
    ['no token', PATH, 401, 'unauthorized', null],
    ['a token that is none', `${PATH}?token=nonsense`, 401, 'unauthorized', null],
    ['an expired token', `${PATH}?token=${token({ callId: '*', exp: 1 })}`, 401, 'unauthorized', null],
    [
      'an unsigned token',
      `${PATH}?token=${base64url({ alg: 'none' })}.${base64url({ sub: 'a' })}.`,
      401,
      'unauthorized',
      null,
    ],
    [
      'a token for another call',
      `${PATH}?token=${token({ callId: 'mine' })}&callId=yours`,
      403,
      'wrong_call',
      null,
    ],
    [
      'a token that is not for calls',
      `${PATH}?token=${token({ callId: '*', scopes: ['ops'] })}`,
      403,
      'wrong_call',
      null,
    ],
  ])('refuses %s', async (_, query, status, code, param) => {
    expect(await refusal(service, query)).toMatchObject({ status, code, param });
  });

  it('refuses a second connection for a live call, and takes it once the first is over', async () => {
    const first = await service.call({ callId: 'twice' });
    expect(await refusal(service, `${PATH}?token=valid_a_b&callId=twice`)).toMatchObject({
      status: 409,
      code: 'duplicate_call',
    });
    await first.end();
    const second = await service.call({ callId: 'twice' });
    await second.end();
  });

  it('refuses calls beyond the limit with a time to wait, and leaves the others alone', async () => {
    const calls = await Promise.all([1, 2, 3].map(() => service.call()));
    expect(await refusal(service, `${PATH}?token=valid_a_b`)).toMatchObject({
      status: 503,
      code: 'busy',
      retryAfterMs: 2000,
    });
    for (const call of calls) {
      const alive = call.next('heartbeat');
      call.heartbeat('still here');
      await alive;
    }
    await Promise.all(calls.map(call => call.end()));
    await (await service.call()).end();
  });

  it('takes the token from the header, the subprotocol and the query', async () => {
    const mine = token({ callId: 'mine' });
    const calls = [
      await connect(service.ws, { token: mine }),
      await connect(`${service.ws}${PATH}?token=${token({ callId: 'other' })}`),
    ];
    // A browser can set no header; it offers the token as a subprotocol and wants it back.
    const subprotocol = `bearer.${token({ callId: 'third' })}`;
    const browser = new WebSocket(`${service.ws}${PATH}`, [subprotocol]);
    await new Promise((resolve, reject) => browser.once('open', resolve).once('error', reject));
    expect(browser.protocol).toBe(subprotocol);
    expect([...service.registry.live.keys()]).toEqual(['mine', 'other', 'third']);
    const closed = new Promise(resolve => browser.once('close', resolve));
    browser.send('{"type":"end_call"}');
    await Promise.all([closed, ...calls.map(call => call.end())]);
  });

  it('a token is renewed during the call; a bad one is refused and changes nothing', async () => {
    const call = await connect(service.ws, { token: token({ callId: 'renewing' }) });
    const refused = call.next('error');
    call.update({ token: token({ callId: 'another' }), greeting: 'ignored' });
    expect((await refused).data).toMatchObject({ code: 'token_invalid', param: 'token', fatal: false });
    const updated = call.next('session_updated');
    call.update({ token: token({ callId: 'renewing' }), language: 'en-GB' });
    expect((await updated).data).toMatchObject({ settings: { language: 'en-GB', greeting: null } });
    await call.end();
  });

  it('refuses everybody while it drains', async () => {
    const draining = await Service.start({ STT_PROVIDER: 'simulated', DRAIN_TIMEOUT_MS: '60000' });
    const call = await draining.call();
    const stopping = draining.stop();
    // Draining begins on the way out; the live call keeps the service there.
    let refused: ConnectionRefused | null = null;
    while (!refused) {
      refused = await draining.call().then(
        extra => (extra.vanish(), null),
        (error: unknown) => error as ConnectionRefused,
      );
    }
    expect(refused).toMatchObject({ status: 503, code: 'draining' });
    await call.end();
    await stopping;
  });

  it('drains until the last call has ended, not the first', async () => {
    const draining = await Service.start({ STT_PROVIDER: 'simulated', DRAIN_TIMEOUT_MS: '60000' });
    const [first, last] = [await draining.call(), await draining.call()];
    let stopped = false;
    const stopping = draining.stop().then(() => (stopped = true));
    await first.end();
    const answered = last.next('heartbeat');
    last.heartbeat('still here');
    expect((await answered).data.eventId).toBe('still here');
    const spoken = last.next('ai_response');
    last.text('hello');
    await spoken;
    expect(stopped).toBe(false);
    await last.end();
    await stopping;
  });
});
