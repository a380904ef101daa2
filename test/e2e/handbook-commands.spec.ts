import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect } from '@app/client';
import { Instance } from './cluster/support/instance';

const run = promisify(execFile);
const HANDBOOK = join(__dirname, '../../docs/observability.md');

jest.setTimeout(90_000);

let service: Instance;
const PROFILE_DIR = mkdtempSync(join(tmpdir(), 'profiles-'));
beforeAll(async () => {
  service = await Instance.start({ PROFILING_ENABLED: 'true', PROFILE_DIR });
});
afterAll(async () => {
  await service.kill();
  rmSync(PROFILE_DIR, { recursive: true });
});

it('what the handbook has operators type does what it is for', async () => {
  const commands = readFileSync(HANDBOOK, 'utf8')
    .split('\n')
    .filter(line => line.startsWith('curl') && line.includes('/admin/'));
  expect(commands).toHaveLength(5);
  const call = await connect(service.ws, { token: 'valid_ann_any', callId: 'CALL' });
  const answers: string[] = [];
  for (const command of commands) {
    const typed = command
      .replace('curl', "curl -s -w ' %{http_code}'")
      .replace('localhost:3002', `127.0.0.1:${service.port}`)
      .replace('10000', '100');
    const env = { PATH: process.env['PATH'], ADMIN: 'valid_ann_any' };
    answers.push((await run('sh', ['-c', typed], { env })).stdout);
  }
  expect(answers).toEqual([
    '{"level":"debug"} 200',
    expect.stringMatching(/^\{"file":".*\.cpuprofile","bytes":\d+\} 200$/),
    expect.stringMatching(/^\{"file":".*\.heapsnapshot","bytes":\d+\} 200$/),
    '{"faults":[{"stage":"ai_generation","kind":"delay","delayMs":2000}]} 200',
    '{"faults":[]} 200',
  ]);
  await call.end();
});
