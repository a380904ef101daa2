import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { CallFile } from '@app/telemetry';
import { recording, speak } from './support/caller-voice';
import { Service, eventually } from './support/service';

const GREETING = 'Good evening from the lighthouse.';
const QUESTION = 'where does the heron fly';
const ANSWER = 'To the island.';

describe('LOG_TRANSCRIPTS=true', () => {
  let directory: string;
  let log = '';
  let file: CallFile;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'calls-'));
    const lines = new Writable({
      write: (chunk: Buffer, _, done) => {
        log += chunk.toString();
        done();
      },
    });
    const environment = {
      LOG_LEVEL: 'info',
      LOG_TRANSCRIPTS: 'true',
      CALL_LOG_DIR: directory,
      CALL_GREETING: GREETING,
      STT_PROVIDER: 'simulated',
      SIMULATED_STT_TEXT: QUESTION,
      AI_PROVIDER: 'simulated',
      SIMULATED_AI_TEXT: ANSWER,
      SIMULATED_AI_FIRST_TOKEN_MS: '1',
      TTS_PROVIDER: 'simulated',
    };
    const service = await Service.start(environment, [], lines);
    const call = await service.call();
    await call.next('processing_status', ({ data }) => data.stage === 'completed');
    const answered = call.next('processing_status', ({ data }) => data.stage === 'completed');
    // What is said in it does not matter, only that somebody speaks.
    speak(call, recording('jfk.wav').slice(0, 32_000));
    await answered;
    await call.end();
    await eventually('the call has ended', () => service.registry.live.size === 0);
    await service.stop();
    file = JSON.parse(readFileSync(join(directory, readdirSync(directory)[0]!), 'utf8')) as CallFile;
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('has the words of both sides in the file of a call', () => {
    // A machine that is slow may say that it needs a moment.
    const said = file.said?.filter(({ text }) => [GREETING, QUESTION, ANSWER].includes(text));
    expect(said).toMatchObject([
      { who: 'assistant', text: GREETING },
      { who: 'caller', text: QUESTION },
      { who: 'assistant', text: ANSWER },
    ]);
  });

  it('has them in the page that is drawn of it', () => {
    const page = join(directory, 'page.html');
    const path = join(
      directory,
      readdirSync(directory).find(name => name.endsWith('.json'))!,
    );
    execFileSync(process.execPath, [join(__dirname, '../../scripts/timeline.mjs'), path, page]);
    const html = readFileSync(page, 'utf8');
    for (const words of [GREETING, QUESTION, ANSWER]) expect(html.split(words)).toHaveLength(2);
  });

  it('has them in the log', () => {
    for (const words of [GREETING, QUESTION, ANSWER]) expect(log).toContain(JSON.stringify(words));
  });
});
