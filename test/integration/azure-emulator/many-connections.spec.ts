import { once } from 'node:events';
import { WebSocket } from 'ws';
import { formatWav } from '@app/audio';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import { withMarker } from '../../../apps/azure-emulator/src/speech-to-text/track/marker';
import { formatBinary } from '../../../apps/azure-emulator/src/wire/binary-message';
import { parseText } from '../../../apps/azure-emulator/src/wire/text-message';
import { babble, silence } from './support/sounds';
import { until } from './support/until';

const CONNECTIONS = 250;

describe('Many connections', () => {
  it('each hear what the driver put into their own sound', async () => {
    const emulator = await AzureEmulator.start({ recognizer: 'track', voice: 'silence', settings: instant });
    emulator.control.useTrack(
      Object.fromEntries(Array.from({ length: CONNECTIONS }, (_, i) => [i, `caller ${i}`])),
    );
    const heard = await Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => callerHeard(emulator, i)));
    expect(heard).toEqual(heard.map((_, i) => `Caller ${i}.`));
    expect(emulator.control.stats().asked.stt).toBe(CONNECTIONS);
    await emulator.close();
    expect(emulator.sockets).toBe(0);
  });
});

/** What a bare client is told of its one phrase. */
async function callerHeard(emulator: AzureEmulator, id: number): Promise<string> {
  const path =
    '/speech/recognition/conversation/cognitiveservices/v1?language=en-US&Ocp-Apim-Subscription-Key=k';
  const socket = new WebSocket(`${emulator.speechHost}${path}`);
  await once(socket, 'open');
  const phrase = new Promise<string>(resolve =>
    socket.on('message', (data: Buffer, isBinary) => {
      const message = isBinary ? null : parseText(data.toString());
      if (message?.path !== 'speech.phrase') return;
      resolve((JSON.parse(message.body as string) as { DisplayText: string }).DisplayText);
    }),
  );
  const audio = (payload: Uint8Array): void =>
    socket.send(formatBinary('audio', `R${id}`, null, 'audio/x-wav', payload));
  audio(formatWav([new Int16Array(0)], 8000));
  const sound = [silence(200), withMarker(babble(800), 8000, id), silence(600)];
  for (const pcm of sound) {
    const bytes = new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
    for (let from = 0; from < bytes.length; from += 640) audio(bytes.subarray(from, from + 640));
  }
  const text = await phrase;
  socket.close();
  await once(socket, 'close');
  return text;
}

describe('Closing the emulator', () => {
  it('leaves no socket and no timer, whatever was under way', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;
    const before = timers();
    const emulator = await AzureEmulator.start({
      voice: 'silence',
      settings: { aiFirstMs: 60_000, handshakeMs: 60_000 },
    });
    emulator.control.inject({ service: 'stt', fault: { kind: 'hang' } });
    const path = '/speech/recognition/conversation/cognitiveservices/v1?Ocp-Apim-Subscription-Key=k';
    const sockets = [1, 2].map(() => new WebSocket(`${emulator.speechHost}${path}`));
    for (const socket of sockets) socket.on('error', () => undefined);
    const url = `${emulator.openAiEndpoint}/v1/chat/completions`;
    const body = JSON.stringify({ model: 'gpt', messages: [{ role: 'user', content: 'hi' }] });
    const asked = fetch(url, { method: 'POST', headers: { 'api-key': 'k' }, body }).catch(
      (error: unknown) => error,
    );
    await until(
      () =>
        emulator.control.stats().asked.stt === 2 && emulator.control.log({ event: 'received' }).length === 1,
    );
    await emulator.close();
    expect(await asked).toHaveProperty('message', 'fetch failed');
    await Promise.all(
      sockets.map(async socket => socket.readyState === WebSocket.CLOSED || once(socket, 'close')),
    );
    expect(emulator.sockets).toBe(0);
    expect(timers()).toBeLessThanOrEqual(before + 1);
    await emulator.close();
  });
});
