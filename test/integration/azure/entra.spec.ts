import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import { azureEars } from './support/azure-ears';
import { azureMind, deployment, tell } from './support/chat-engine';
import { hastenedClock } from './support/hastened-clock';
import { HeardCall, babble } from './support/heard-call';

const noToken = 'Microsoft Entra gave no token';
const SCOPE = 'https://cognitiveservices.azure.com';

/** Without keys: the identity of the process, as an app of Azure has it (a managed identity, over loopback as there). */
describe('Azure entered by Microsoft Entra', () => {
  let emulator: AzureEmulator;
  let identity: Server;
  let asked: (string | null)[];
  let knowsUs = false;
  /** The library tries the identities of a developer, too, and starts programs for that; an app has none. */
  const inherited = { ...process.env };

  beforeAll(async () => {
    asked = [];
    identity = createServer((request, response) => {
      asked.push(new URL(request.url ?? '/', 'http://identity').searchParams.get('resource'));
      response.setHeader('content-type', 'application/json');
      if (!knowsUs) return void response.writeHead(400).end('{}');
      const expires = String(Math.floor(Date.now() / 1000) + 3600);
      response.end(
        JSON.stringify({
          access_token: 'token-of-entra',
          expires_on: expires,
          resource: SCOPE,
          token_type: 'Bearer',
        }),
      );
    });
    await new Promise<void>(resolve => identity.listen(0, '127.0.0.1', resolve));
    const { port } = identity.address() as AddressInfo;
    Object.assign(process.env, {
      IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/token`,
      IDENTITY_HEADER: 'secret',
      AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential',
    });
    emulator = await AzureEmulator.start({ voice: 'silence', settings: instant, keys: ['token-of-entra'] });
  });
  afterAll(async () => {
    process.env = inherited;
    await emulator.close();
    await new Promise(resolve => identity.close(resolve));
  });

  const withoutKey = { AZURE_SPEECH_KEY: '', AZURE_SPEECH_ENTRA: 'true' };

  const entered = (): Record<string, string> => ({
    ...deployment(emulator),
    AZURE_OPENAI_KEY: '',
    AZURE_OPENAI_ENTRA: 'true',
  });

  it('without an identity: it fails, and says what it lacks', async () => {
    const stt = await azureEars(emulator, { clock: hastenedClock(5), environment: withoutKey });
    const call = new HeardCall(stt);
    call.say(babble(900));
    await call.settled(1);
    call.close();
    await stt.close();
    expect(call.errors).toMatchObject([{ code: 'provider_transient', message: noToken }]);
    const engine = await azureMind(entered());
    const told = await tell(engine);
    await engine.close();
    expect(told.error).toMatchObject({ code: 'provider_transient', message: noToken });
  });

  it('hears', async () => {
    knowsUs = true;
    asked = [];
    const stt = await azureEars(emulator, { environment: withoutKey });
    const call = new HeardCall(stt);
    emulator.control.hears({ text: 'good morning' });
    call.say(babble(900));
    await call.settled(1);
    call.close();
    await stt.close();
    expect([call.lasts[0]?.text, call.errors]).toEqual(['Good morning.', []]);
  });

  it('answers', async () => {
    const engine = await azureMind(entered());
    const told = await tell(engine);
    await engine.close();
    expect(told.error).toBeNull();
    expect(told.text).not.toBe('');
  });

  it('asks for a token once in an hour, for Azure’s cognitive services only', () => {
    expect(new Set(asked)).toEqual(new Set([SCOPE]));
    // One library each in the two rooms.
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('turned down is told as such, once', async () => {
    const strict = await AzureEmulator.start({ voice: 'silence', settings: instant, keys: ['another'] });
    const stt = await azureEars(strict, { clock: hastenedClock(5), environment: withoutKey });
    const call = new HeardCall(stt);
    call.say(babble(900));
    await call.settled(1);
    call.close();
    await stt.close();
    await strict.close();
    expect(call.errors).toMatchObject([{ code: 'provider_auth', retryable: false }]);
  });
});
