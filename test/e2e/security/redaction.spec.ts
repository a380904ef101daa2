import { Writable } from 'node:stream';
import { connect } from '@app/client';
import { Service } from '../support/service';
import { PATH, answerTo, raw } from './support/handshake';
import { SECRET, hs256 } from './support/tokens';

/** Everything that was written, at the finest level. */
class Log extends Writable {
  text = '';

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** What must not be found, by what it is. */
const planted = {
  words: 'the heron flies at midnight',
  number: '+49 151 2345 6789',
  digits: '8*6#4*2#',
  instructions: 'Never mention the walnut cabinet',
  greeting: 'Good evening from the lighthouse',
  profileText: 'Persephone Quill',
  apiKey: 'sk-planted-0123456789abcdef',
  query: 'planted-query-value',
  junk: 'planted-in-broken-json',
  header: 'planted-header-value',
};

describe('The log of a whole run', () => {
  const log = new Log();
  const secrets: string[] = [...Object.values(planted), SECRET];

  /** A token whose three parts are all among what must not be found. */
  const token = (patch: object = {}): string => {
    const made = hs256({ sub: 'planted-subject', ...patch });
    secrets.push(made, ...made.split('.').slice(1));
    return made;
  };

  beforeAll(async () => {
    const environment = {
      LOG_LEVEL: 'trace',
      JWT_SECRET: SECRET,
      STT_PROVIDER: 'simulated',
      OPENAI_API_KEY: planted.apiKey,
      // Nobody listens there: the reply engine fails, and what it fails with is logged.
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
      AI_PROVIDER: 'openai,script',
      OPENAI_MODEL: 'nobody',
      CIRCUIT_BREAKER_FAILURE_THRESHOLD: '1',
    };
    const service = await Service.start(environment, undefined, log);
    await oneCall(service);
    await requests(service);
    await refusals(service);
    await service.stop();
  }, 60_000);

  async function oneCall(service: Service): Promise<void> {
    const call = await connect(`${service.ws}${PATH}?token=${token()}&audio=pcm16`);
    const updated = call.next('session_updated');
    const { instructions, greeting, profileText } = planted;
    call.update({
      instructions,
      greeting,
      profile: { owner: profileText, phone: planted.number },
      token: token(),
    });
    await updated;
    const replied = call.next('processing_status', ({ data }) => data.stage === 'completed');
    call.text(`${planted.words}, call ${planted.number}`);
    await replied;
    const refused = call.next('error');
    call.update({ token: token({ callId: 'another' }) });
    await refused;
    for (const digit of planted.digits) call.dtmf(digit);
    const bad = call.next('error', ({ data }) => data.code === 'bad_message');
    call.send({ type: 'text_input', text: planted.words, [planted.junk]: planted.words } as never);
    await bad;
    await call.end(planted.words);
  }

  async function requests(service: Service): Promise<void> {
    const authorization = `Bearer ${token()}`;
    await service.post(
      '/process/audio',
      { callId: 'c', audioData: 'AAAA', userId: planted.words },
      { authorization },
    );
    await service.post('/process/audio', `{"${planted.junk}`, { authorization });
    await fetch(`${service.http}/nowhere?key=${planted.query}`, {
      headers: { authorization, 'x-api-key': planted.header, cookie: planted.header },
    });
    await fetch(`${service.http}/metrics`, { headers: { authorization: `Bearer ${token()}x` } });
  }

  async function refusals(service: Service): Promise<void> {
    await answerTo(service, `${PATH}?token=${token({ exp: 1 })}&callId=${planted.query}`);
    await answerTo(service, `/nowhere/${token()}?x=${planted.query}`);
    await raw(service, `GET ${PATH}?token=${token()} HTTP/1.1\r\n${planted.header}\r\n\r\n`);
  }

  it('tells of the call', () => {
    expect(log.text).toContain('call started');
    expect(log.text).toContain('call ended');
    expect(log.text).toContain('/process/audio');
    expect(log.text).toContain('ai:openai');
    expect(secrets.length).toBeGreaterThan(20);
  });

  it('holds no words, numbers, tokens or keys', () => {
    const lines = log.text.split('\n');
    const found = secrets.flatMap(secret => lines.filter(line => line.includes(secret)));
    expect(found).toEqual([]);
  });
});
