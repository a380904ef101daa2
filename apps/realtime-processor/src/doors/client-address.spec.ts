import type { IncomingMessage } from 'node:http';
import express from 'express';
import { clientAddress } from './client-address';
import type { TrustsProxy } from './client-address';

const trusting = (proxies: boolean | number | string[]): TrustsProxy => {
  const app = express();
  app.set('trust proxy', proxies);
  return app.get('trust proxy fn') as TrustsProxy;
};

const from = (remoteAddress: string, forwarded?: string): IncomingMessage =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

describe('clientAddress', () => {
  it.each([
    ['nobody is believed', false, '203.0.113.9', '1.1.1.1', '203.0.113.9'],
    ['one proxy wrote the last address', 1, '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['what the client forged before it is passed over', 1, '10.0.0.1', '1.1.1.1, 203.0.113.9', '203.0.113.9'],
    ['two proxies', 2, '10.0.0.1', '1.1.1.1, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['proxies by network', ['10.0.0.0/8'], '10.0.0.1', '1.1.1.1, 203.0.113.9, 10.9.9.9', '203.0.113.9'],
    ['who is no proxy of ours is not believed', ['10.0.0.0/8'], '203.0.113.9', '1.1.1.1', '203.0.113.9'],
    ['a proxy that wrote nothing', 1, '10.0.0.1', undefined, '10.0.0.1'],
    ['IPv4 in IPv6 is IPv4', false, '::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['a subscriber has a whole /64', false, '2001:db8:1:2:aaaa::1', undefined, '2001:db8:1:2::/64'],
  ])('%s', (_, proxies, socket, forwarded, expected) => {
    expect(clientAddress(from(socket, forwarded), trusting(proxies))).toBe(expected);
  });
});
