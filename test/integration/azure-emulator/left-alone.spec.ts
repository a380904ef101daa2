import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import type { Fault } from '../../../apps/azure-emulator/src/faults/fault';
import { until } from './support/until';

const HANDSHAKE = [
  'GET /tts/cognitiveservices/websocket/v1?Ocp-Apim-Subscription-Key=key HTTP/1.1',
  'Host: emulator',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  '',
  '',
].join('\r\n');

/** What a handshake that is not answered leaves behind. */
describe('A client that gives up waiting for its handshake', () => {
  let emulator: AzureEmulator;
  beforeEach(async () => {
    emulator = await AzureEmulator.start({ voice: 'tone', settings: instant });
  });
  afterEach(() => emulator.close());

  const waiting = async (fault: Fault): Promise<Socket> => {
    emulator.control.inject({ service: 'tts', fault });
    const client = connect(emulator.port, '127.0.0.1');
    client.write(HANDSHAKE);
    await until(() => emulator.control.log({ event: 'fault' }).length === 1);
    return client;
  };

  it.each([
    ['never comes', { kind: 'hang' }],
    ['comes late', { kind: 'delay', stage: 'handshake', ms: 60_000 }],
  ] as const)('leaves no socket where the answer %s', async (_, fault) => {
    const client = await waiting(fault);
    expect(emulator.sockets).toBe(1);
    client.end();
    await until(() => emulator.sockets === 0);
    client.destroy();
  });

  it('is let go of when the emulator is closed', async () => {
    const client = await waiting({ kind: 'hang' });
    const closed = once(
      client.on('error', () => undefined),
      'close',
    );
    client.resume();
    await emulator.close();
    expect(emulator.sockets).toBe(0);
    await closed;
  });
});
