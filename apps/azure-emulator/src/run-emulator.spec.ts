import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEmulatorArguments } from './emulator-arguments';
import { exitCodes, runEmulator } from './run-emulator';

describe('The command line', () => {
  it('has a use for every option', () => {
    const { options, files } = parseEmulatorArguments(
      [
        '--port',
        '1',
        '--key',
        'a',
        '--key',
        'b',
        '--voice',
        'tone',
        '--recognizer',
        'track',
        '--instant',
      ].concat(['--stt-final-ms', '250', '--speech-level-db=-30', '--scenario', 's.json', '--seed', '7']),
    )!;
    expect(options).toMatchObject({ port: 1, keys: ['a', 'b'], voice: 'tone', recognizer: 'track', seed: 7 });
    expect(options.settings).toMatchObject({ sttFinalMs: 250, sttPartialMs: 0, speechLevelDb: -30 });
    expect(files).toEqual([{ field: 'scenario', path: 's.json' }]);
  });

  it.each([
    [['--voice', 'opera'], '--voice must be one of flite, tone, silence'],
    [['--port', 'x'], '--port cannot be x'],
    [['--stt-final-ms', '-5'], '--stt-final-ms'],
    [['--speech-level-db=3'], '--speech-level-db'],
    [['--nonsense'], 'nonsense'],
  ])('%j is explained', (argv, why) => {
    expect(() => parseEmulatorArguments(argv)).toThrow(why);
  });
});

describe('Running it', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'emulator-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const run = async (
    argv: string[],
    afterGreeting: (greeting: string) => Promise<void> = async () => undefined,
  ) => {
    const stop = new AbortController();
    let out = '';
    let errors = '';
    const output = {
      write: (text: string) => {
        out += text;
        if (text.includes('control API')) void afterGreeting(text).finally(() => stop.abort());
      },
    };
    const code = await runEmulator(argv, output, { write: (text: string) => (errors += text) }, stop.signal);
    return { code, out, errors };
  };

  it('tells what to put into the environment, serves, and ends when it is told to', async () => {
    const scenario = join(folder, 'scenario.json');
    const replies = join(folder, 'replies.json');
    await writeFile(scenario, JSON.stringify({ utterances: ['a', 'b'], replies: 'echo' }));
    await writeFile(replies, JSON.stringify({ script: ['Scripted.'] }));
    let stats: unknown;
    let book: unknown;
    const { code, out } = await run(
      ['--port', '0', '--voice', 'silence', '--scenario', scenario, '--replies', replies],
      async greeting => {
        const url = /http:\S+\/emulator/.exec(greeting)![0];
        stats = await (await fetch(url)).json();
        book = await (await fetch(`${url}/replies`)).json();
      },
    );
    expect(code).toBe(exitCodes.stopped);
    expect(out).toMatch(/AZURE_SPEECH_ENDPOINT=ws:\/\/127\.0\.0\.1:\d+/);
    expect(stats).toMatchObject({ utterances: 2 });
    expect(book).toEqual({ kind: 'script', replies: ['Scripted.'] });
  });

  it('helps', async () => {
    expect(await run(['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('--stt-final-ms') as string,
    });
  });

  it('says in one line what it cannot do', async () => {
    expect(await run(['--scenario', join(folder, 'none.json')])).toMatchObject({
      code: exitCodes.usage,
      errors: expect.stringContaining('cannot read') as string,
    });
    const bad = join(folder, 'bad.json');
    await writeFile(bad, '{"faults": [{"fault": {"kind": "quake"}}]}');
    expect((await run(['--scenario', bad])).errors).toContain('bad.json: fault.kind must be one of');
  });
});
