import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { RedisContact } from '@app/cluster';
import { systemClock } from '@app/core';
import { RedisClients, parseRedisUrl } from '@app/redis';

let clients: RedisClients;
afterEach(() => clients.close());

/** What this instance hears of a Redis there. */
function contactWith(url: string): RedisContact {
  clients = new RedisClients({
    address: parseRedisUrl(url)!,
    commandTimeoutMs: 100,
    prefix: '',
    clock: systemClock,
    warn: () => undefined,
  });
  return new RedisContact(clients, systemClock);
}

describe('There is no Redis for anybody', () => {
  it.each([
    ['nobody listens at its address', 'redis://127.0.0.1:1'],
    ['its name leads nowhere', 'redis://no..name:6379'],
  ])('where %s', async (_, url) => {
    const contact = contactWith(url);
    await new Promise(resolve => clients.commands.once('error', resolve));
    expect(contact).toMatchObject({ absent: true, listening: false });
  });

  it('where the name server says that it cannot tell', () => {
    const contact = contactWith('redis://127.0.0.1:1');
    expect(contact.absent).toBe(false);
    const told = Object.assign(new Error('getaddrinfo EAI_AGAIN redis'), { code: 'EAI_AGAIN' });
    clients.commands.emit('error', told);
    expect(contact.absent).toBe(true);
  });
});

it('An instance whose Redis says nothing may be cut off alone', async () => {
  const silent = createServer(socket => void socket.resume()).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const contact = contactWith(`redis://127.0.0.1:${(silent.address() as AddressInfo).port}`);
  await once(silent, 'connection');
  await new Promise(resolve => clients.commands.once('close', resolve));
  expect(contact).toMatchObject({ absent: false, listening: false });
  silent.close();
});
