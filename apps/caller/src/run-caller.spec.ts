import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatWav, parseWav } from '@app/audio';
import type { CallSummary } from './call-summary';
import { runCaller } from './run-caller';
import { ASSISTANT_SAMPLE, TinyService } from './tiny-service.spec-kit';
import type { Manners } from './tiny-service.spec-kit';

const CALLER_SAMPLE = 8000;

let folder: string;
let recording: string;
let service: TinyService | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caller-'));
  recording = join(folder, 'hello.wav');
  await writeFile(recording, formatWav([new Int16Array(4800).fill(CALLER_SAMPLE)], 16_000));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  await service?.close();
  service = null;
});

async function serve(manners: Manners = {}): Promise<{ service: TinyService; url: string }> {
  service = new TinyService(manners);
  return { service, url: await service.listen() };
}

async function run(argv: string[], hangUp = new AbortController().signal) {
  let out = '';
  let errors = '';
  const code = await runCaller(
    argv,
    { write: text => (out += text) },
    { write: text => (errors += text) },
    hangUp,
  );
  return { code, out, errors };
}

async function summaryOf(argv: string[]): Promise<{ code: number; summary: CallSummary }> {
  const { code, out } = await run([...argv, '--json']);
  return { code, summary: JSON.parse(out) as CallSummary };
}

describe('A call from the terminal', () => {
  it('shows what both said and how long it took, and hangs up after the answer', async () => {
    const { service, url } = await serve();
    const { code, out, errors } = await run([recording, '--url', url, '--token', 'T', '--language', 'en-GB']);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(out).toMatch(
      /you +hello {2}\(0\.80\)\n.*assistant +No, thank you\. {2}\[script]\n.*understood 12 ms/,
    );
    expect(out).toMatch(/\nanswered: 1 answer in \d+\.\d s; the caller hung up\n$/);
    expect(out).not.toContain('\x1b');
    expect(service.messages.map(message => message.type)).toEqual(['end_call']);
    const [request] = service.requests;
    expect(request!.headers.authorization).toBe('Bearer T');
    const asked = Object.fromEntries(new URL(request!.url!, url).searchParams);
    const formats = { audio: 'pcm16', rate: '16000', input: 'pcm16', inputRate: '16000' };
    expect(asked).toEqual({ ...formats, language: 'en-GB' });
  });

  it('keeps both sides on one clock: the caller left, the answer right and after it', async () => {
    const { url } = await serve();
    const path = join(folder, 'out.wav');
    await run([recording, '--url', url, '--save', path]);
    const { pcm, channels, sampleRate } = parseWav(await readFile(path));
    expect([channels, sampleRate]).toEqual([2, 16_000]);
    const side = (offset: number): Int16Array => pcm.filter((_, i) => i % 2 === offset);
    const [left, right] = [side(0), side(1)];
    expect(left.filter(sample => sample !== 0)).toEqual(new Int16Array(4800).fill(CALLER_SAMPLE));
    expect(left[0]).toBe(CALLER_SAMPLE);
    expect(right.filter(sample => sample !== 0)).toEqual(new Int16Array(8000).fill(ASSISTANT_SAMPLE));
    expect(right.indexOf(ASSISTANT_SAMPLE)).toBeGreaterThanOrEqual(4800);
  });

  it('sums itself up in one piece of JSON', async () => {
    const { url } = await serve();
    const { code, summary } = await summaryOf([recording, '--url', url]);
    expect(code).toBe(0);
    expect(summary).toMatchObject({
      answered: true,
      callId: 'call-1',
      closeCode: 1000,
      endReason: 'caller',
      errors: [],
      report: { turns: 1 },
      turns: [
        {
          turnId: 't:1',
          caller: 'hello',
          reply: 'No, thank you.',
          stages: { speech_to_text: 12, completed: 530 },
        },
      ],
    });
    expect(summary.turns[0]!.voiceToVoiceMs).not.toBeNull();
  });

  it('speaks over the answer where asked to, and waits for the next one', async () => {
    const { url } = await serve();
    const { code, summary } = await summaryOf([recording, '--url', url, '--barge-in-at', '0.2']);
    expect(code).toBe(0);
    expect(summary.turns.map(turn => [turn.turnId, turn.interruptedAtMs])).toEqual([
      ['t:1', 200],
      ['t:2', null],
    ]);
  });

  it('is over when the assistant ends it', async () => {
    const { service, url } = await serve({ hangsUp: true });
    const { code, summary } = await summaryOf([recording, '--url', url]);
    expect(summary).toMatchObject({ answered: true, closeCode: 1000, endReason: 'assistant' });
    expect([code, service.messages]).toEqual([0, []]);
  });

  it('was not answered where nothing is heard', async () => {
    const { url } = await serve({ mute: true, hangsUp: true });
    const { code, out } = await run([recording, '--url', url]);
    expect(code).toBe(1);
    expect(out).toContain('NOT answered');
  });
});

describe('A call that does not come about', () => {
  it('says in one line why the service refused it', async () => {
    const { service, url } = await serve();
    service.refusals.push({ status: 401, body: { error: { code: 'unauthorized', message: 'bad token' } } });
    const { code, errors } = await run([recording, '--url', url]);
    expect([code, errors]).toEqual([2, 'refused with 401 unauthorized: bad token\n']);
  });

  it('says in one line that nobody is there', async () => {
    const { service, url } = await serve();
    await service.close();
    const { code, errors } = await run([recording, '--url', url]);
    expect(code).toBe(2);
    expect(errors).toMatch(/^no.*\n$/);
  });

  it('says in one line what is wrong with the command', async () => {
    const { code, out, errors } = await run(['no-such-file.wav']);
    expect([code, out]).toEqual([2, '']);
    expect(errors).toMatch(/^cannot read no-such-file\.wav: there is no such file.*\n$/);
  });

  it('is none where only help is wanted', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('npm run call -- FILE.wav');
  });
});
