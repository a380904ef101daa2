import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(__dirname, '../../scripts/check-audit.mjs');

describe('npm run check:audit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What the check says where npm answers this. */
  function check(
    answer: string,
    environment: Record<string, string> = {},
  ): { status: number | null; said: string } {
    const npm = join(folder, 'npm.cjs');
    writeFileSync(npm, `process.stdout.write(${JSON.stringify(answer)})`);
    const env = { ...process.env, NODE_OPTIONS: '', npm_execpath: npm, ...environment };
    const { status, stdout } = spawnSync(process.execPath, [SCRIPT], { env, encoding: 'utf8' });
    return { status, said: stdout };
  }

  const found = (patch: object, vulnerabilities: object = {}): string =>
    JSON.stringify({
      vulnerabilities,
      metadata: { vulnerabilities: { info: 0, low: 2, moderate: 1, high: 0, critical: 0, ...patch } },
    });

  it('passes where nothing bad is known, and says what is', () => {
    expect(check(found({}))).toEqual({
      status: 0,
      said: 'audit: 0 critical, 0 high, 1 moderate, 2 low in production dependencies\n',
    });
  });

  it('fails where something bad is, and names it', () => {
    const { status, said } = check(
      found({ high: 1 }, { ws: { name: 'ws', severity: 'high', range: '<8.17.1' } }),
    );
    expect(status).toBe(1);
    expect(said).toContain('audit: high in ws <8.17.1');
  });

  it.each([
    ['{"message":"405 Method Not Allowed","statusCode":405}', '(405 Method Not Allowed)'],
    ['', '(no answer)'],
  ])('says clearly that nothing was checked where the registry answers %j', (answer, reason) => {
    const { status, said } = check(answer);
    expect([status, said]).toEqual([0, expect.stringContaining(`NOT CHECKED`)]);
    expect(said).toContain(reason);
    expect(check(answer, { AUDIT_REQUIRED: 'true' }).status).toBe(1);
  });
});
