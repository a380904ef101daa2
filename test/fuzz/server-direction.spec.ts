import { ConnectionRefused, connect } from '@app/client';
import { handshakeRefusals } from '@app/protocol';
import { Service, eventually } from '../e2e/support/service';
import { MESSAGES, SEED, TIMEOUT_MS } from './support/budget';
import { FuzzedCall } from './support/fuzzed-call';
import { mutate } from './support/mutate';
import { Random } from './support/random';
import { clientMessages } from './support/samples';
import { published } from './support/schemas';

const BATCH = 25;
const PATIENCE_MS = 20_000;
const PATH = '/realtime/conversation';

const QUERY: Readonly<Record<string, readonly string[]>> = {
  audio: ['pcm16', 'mulaw', 'alaw', 'opus', 'mp3', 'flac', '', '__proto__'],
  rate: ['8000', '16000', '24000', '-1', '1e4', '16000.0', '٨٠٠٠', ''],
  input: ['pcm16', 'mulaw', 'alaw', 'opus', 'mp3', 'constructor'],
  inputRate: ['8000', '12000', '44100', '48000', '0', '99999999999', 'NaN'],
  language: ['en-US', 'zh-CN', 'x', '-', 'en_US', 'a'.repeat(300)],
  callId: ['fuzz-q', '', ' ', 'a/b', '../x', 'x'.repeat(129), '%00', '💥'],
  resume: ['', 'x', 'y'.repeat(3000)],
  token: ['', 'valid_fuzz_any', 'valid__', 'a.b.c', 'x'.repeat(9000)],
};

describe(`Anything a client may send (seed ${SEED})`, () => {
  const random = new Random(SEED);
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({
      STT_PROVIDER: 'simulated',
      TTS_PROVIDER: 'simulated',
      RATE_LIMITS: 'false',
    });
  });
  afterAll(async () => {
    await service.stop();
  });

  let opened = 0;
  function open(): Promise<FuzzedCall> {
    const callId = `fuzz-${opened++}`;
    const formats = random.pick([
      'audio=pcm16',
      'audio=pcm16&rate=8000&input=mulaw&inputRate=8000',
      'audio=opus&input=opus',
    ]);
    return FuzzedCall.open(`${service.ws}${PATH}?token=valid_fuzz_any&callId=${callId}&${formats}`, callId);
  }

  /** @returns the message, where the published schema refuses it: then the service must */
  function sendOne(call: FuzzedCall): string | null {
    if (random.chance(0.15)) {
      const longest = random.pick([3, 640, 4000, 70_000]);
      call.sendBinary(random.bytes(random.chance(0.02) ? longest : random.below(Math.min(longest, 4000))));
      return null;
    }
    const samples = clientMessages(call.callId);
    // Most calls should outlive a few messages.
    const good = random.chance(0.9) ? random.pick(samples.slice(0, -1)) : random.pick(samples);
    const types = samples.map(({ type }) => type);
    const mutant = mutate(good, random, types);
    call.send(mutant);
    return mutant.isUtf8 && !isPublished(mutant.data) ? mutant.data.toString() : null;
  }

  it(
    `${MESSAGES} messages crash nothing, wedge nothing, and are answered as published`,
    async () => {
      let call = await open();
      let refused = 0;
      for (let sent = 0, batch = 0; sent < MESSAGES; sent += BATCH, batch++) {
        const before = call.turnedDown;
        const due = Array.from({ length: BATCH }, () => sendOne(call)).filter(message => message !== null);
        const alive = await call.settle(`batch-${batch}`, PATIENCE_MS);
        const turnedDown = call.turnedDown - before;
        refused += turnedDown;
        if (alive && turnedDown < due.length)
          call.complaints.push(`took ${due.length - turnedDown} of these: ${due.join('\n')}`);
        expect(call.complaints).toEqual([]);
        if (!alive) call = await open();
      }
      await call.end(PATIENCE_MS);
      expect(call.complaints).toEqual([]);
      expect(refused).toBeGreaterThan(MESSAGES / 5);
    },
    TIMEOUT_MS,
  );

  it(
    `${Math.ceil(MESSAGES / 20)} handshakes are let in or refused as published`,
    async () => {
      const documented = handshakeRefusals.map(({ status, code }) => `${status} ${code}`);
      for (let i = 0; i < MESSAGES / 20; i++) {
        const query = Object.entries(QUERY)
          .filter(() => random.chance(0.4))
          .map(([name, values]) => `${name}=${encodeURIComponent(random.pick(values))}`);
        if (random.chance(0.1))
          query.push(random.pick(['%', '%ff', '&&&', '=', '?', 'audio=mp3', 'callId=fuzz-q']));
        try {
          const headers = random.chance(0.8) ? { authorization: 'Bearer valid_fuzz_any' } : {};
          const call = await connect(`${service.ws}${PATH}?${query.join('&')}`, { headers });
          call.vanish();
          await call.closed;
        } catch (error) {
          expect(error).toBeInstanceOf(ConnectionRefused);
          const { status, code, message, param, retryAfterMs } = error as ConnectionRefused;
          expect(documented).toContain(`${status} ${code}`);
          const body = { code, message, ...(param && { param }), ...(retryAfterMs && { retryAfterMs }) };
          expect([published.refusal({ error: body }), published.refusal.errors]).toEqual([true, null]);
        }
      }
    },
    TIMEOUT_MS,
  );

  it('leaves nothing behind, and the next caller is answered', async () => {
    await eventually('no call is live', () => service.registry.live.size === 0, PATIENCE_MS);
    const call = await service.call();
    const reply = call.next('ai_response');
    call.text('hello i am calling about your car insurance');
    expect((await reply).data.text).not.toBe('');
    await call.end();
    expect((Object.prototype as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

function isPublished(data: Buffer): boolean {
  try {
    return published.client(JSON.parse(data.toString()));
  } catch {
    return false;
  }
}
