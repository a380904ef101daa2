import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallFile, Saying } from '@app/telemetry';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'timeline-'))));
afterEach(() => rmSync(directory, { recursive: true }));

type Turn = CallFile['turns'][number];

const turn = (number: number, startMs: number, endMs: number | null): Turn => ({
  number,
  startMs,
  endMs,
  turnId: null,
  outcome: 'ok',
  firstAudioMs: 100,
  voiceToVoiceMs: null,
  endpointReason: null,
  speculationMs: null,
  stages: [{ name: 'ai_generation', startMs, endMs: startMs + 50, outcome: 'ok' }],
  marks: [],
});

const call = (changes: Partial<CallFile>): CallFile => ({
  version: 1,
  callId: 'call-1',
  traceId: null,
  language: 'en',
  startedAt: '2026-11-23T12:00:00.000Z',
  durationMs: 9000,
  endReason: 'caller',
  report: null,
  turns: [],
  ...changes,
});

/** The page that the command draws of a call. */
function drawn(file: CallFile): string {
  const path = join(directory, 'call.json');
  writeFileSync(path, JSON.stringify(file));
  execFileSync(process.execPath, [join(__dirname, '../../../scripts/timeline.mjs'), path]);
  return readFileSync(`${path}.html`, 'utf8');
}

const saying = (atMs: number, text: string): Saying => ({ atMs, who: 'caller', text });

describe('The page of a call', () => {
  it('has every word once, where it was said: before, in, between and after turns', () => {
    const page = drawn(
      call({
        turns: [turn(2, 3000, null), turn(1, 1000, 2000)],
        said: [
          saying(10, 'greeting'),
          saying(1500, 'first'),
          saying(2500, 'between'),
          saying(3020, 'second'),
          saying(8000, 'farewell'),
        ],
      }),
    );
    const found = page.match(/Turn \d|greeting|first(?= *<)|between(?= *<)|second(?= *<)|farewell/g);
    expect(found).toEqual(['greeting', 'Turn 1', 'first', 'between', 'Turn 2', 'second', 'farewell']);
  });

  it('has a word once that was said while one turn ended and the next had begun', () => {
    const turns = [turn(1, 1000, 2000), turn(2, 1800, 3000)];
    expect(drawn(call({ turns, said: [saying(1900, 'sorry?')] })).match(/sorry\?/g)).toHaveLength(1);
  });

  it('shows what strangers chose as text, and nothing of it is markup', () => {
    const evil = `"><script>alert('x')</script><img src=x onerror="alert(1)">&amp;`;
    const page = drawn(
      call({
        callId: evil,
        traceId: evil,
        turns: [
          {
            ...turn(1, 1000, 2000),
            endpointReason: evil,
            stages: [{ name: evil, startMs: 1000, endMs: 1100, outcome: evil as 'ok' }],
            marks: [{ name: evil, atMs: 1000 }],
          },
        ],
        said: [saying(10, evil), saying(1500, evil)],
      }),
    );
    expect(page).not.toMatch(/<script|<img/);
    const escaped = [...evil]
      .map(each => (/[&<>"']/.test(each) ? `&#${each.charCodeAt(0)};` : each))
      .join('');
    expect(page.split(escaped)).toHaveLength(10);
    expect(page.replaceAll(escaped, '')).not.toContain('alert');
  });
});
