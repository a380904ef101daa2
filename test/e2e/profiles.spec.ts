import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Instance } from './cluster/support/instance';
import { Service } from './support/service';

interface Refused {
  readonly statusCode: number;
  readonly code: string;
  readonly message: string;
}

jest.setTimeout(90_000);

describe('Profiles', () => {
  let directory: string;
  const started: Instance[] = [];
  beforeAll(() => (directory = mkdtempSync(join(tmpdir(), 'profiles-'))));
  afterEach(() => Promise.all(started.splice(0).map(instance => instance.kill())));
  afterAll(() => rmSync(directory, { recursive: true }));

  /** In a process of its own: that of the tests is too large. */
  async function instance(environment: Readonly<Record<string, string>>): Promise<Instance> {
    const one = await Instance.start({
      PROFILING_ENABLED: 'true',
      PROFILE_DIR: join(directory, 'mine'),
      ...environment,
    });
    started.push(one);
    return one;
  }

  /** What a service of this environment answers. */
  async function asked(environment: Readonly<Record<string, string>>, body: object): Promise<Refused> {
    const service = await Service.start(environment);
    const response = await service.post('/admin/profile', body);
    const refused = (await response.json()) as Refused;
    await service.stop();
    expect(response.status).toBe(refused.statusCode);
    return refused;
  }

  it('of the processor and the heap are taken one at a time', async () => {
    const service = await instance({});
    const profile = (body: object): Promise<Response> => service.post('/admin/profile', body);
    const both = await Promise.all([1, 2].map(() => profile({ kind: 'cpu', durationMs: 2000 })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const busy = both.find(({ status }) => status === 409)!;
    expect(await busy.json()).toEqual({
      statusCode: 409,
      code: 'conflict',
      message: 'a profile is being taken already',
    });
    const response = await profile({ kind: 'heap' });
    expect(response.status).toBe(200);
    const { file, bytes } = (await response.json()) as { file: string; bytes: number };
    expect([statSync(file).size, statSync(file).mode & 0o777]).toEqual([bytes, 0o600]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('snapshot.node_count');
    expect((await profile({ kind: 'disk' })).status).toBe(400);
  });

  it('that are too large are refused with the setting that says so', async () => {
    const service = await instance({ PROFILE_MAX_BYTES: String(1024 * 1024) });
    const refused = await service.post('/admin/profile', { kind: 'heap' });
    expect([refused.status, await refused.json()]).toEqual([
      507,
      {
        statusCode: 507,
        code: 'insufficient_storage',
        message: 'the profile is larger than PROFILE_MAX_BYTES (1048576) allows',
      },
    ]);
  });

  it('are taken only where that is allowed', async () => {
    expect(await asked({}, { kind: 'cpu', durationMs: 100 })).toMatchObject({
      statusCode: 403,
      code: 'forbidden',
      message: 'PROFILING_ENABLED is not set',
    });
  });

  it('have to have a folder that takes them', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    const answer = await asked({ PROFILING_ENABLED: 'true', PROFILE_DIR: file }, { kind: 'heap' });
    expect(answer).toMatchObject({ statusCode: 507, code: 'insufficient_storage' });
    expect(answer.message).toContain('EEXIST');
  });
});
