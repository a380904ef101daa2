import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ProfileFolder } from './profile-folder';
import { Profiler, ProfilerBusyError } from './profiler';

describe('profiles', () => {
  let directory: string;

  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'profiles-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  const snapshot = (): Readable => Readable.from([Buffer.from('{"snapshot":'), Buffer.alloc(200, ' ')]);
  const profiler = (maxBytes = 1e9): Profiler =>
    new Profiler(new ProfileFolder(directory, 2), maxBytes, snapshot);

  it('show where the time goes', async () => {
    const { file, bytes } = await profiler().cpu(10);
    const text = readFileSync(file, 'utf8');
    expect(bytes).toBe(text.length);
    expect(JSON.parse(text)).toMatchObject({ nodes: expect.any(Array), samples: expect.any(Array) });
  });

  it('are taken one at a time, and only the newest are kept; what others left there stays', async () => {
    writeFileSync(join(directory, 'mine.cpuprofile'), '');
    const one = profiler();
    const first = one.cpu(1);
    await expect(one.cpu(1)).rejects.toThrow(ProfilerBusyError);
    await first;
    for (let n = 0; n < 3; n++) await one.cpu(1);
    expect(readdirSync(directory)).toHaveLength(3);
    expect(readdirSync(directory)).toContain('mine.cpuprofile');
  });

  it('hold the heap as it is given, readable by its owner alone', async () => {
    const { file, bytes } = await profiler().heap();
    expect([bytes, statSync(file).size, statSync(file).mode & 0o777]).toEqual([212, 212, 0o600]);
  });

  it('are given up where they would be too large, and leave nothing', async () => {
    await expect(profiler(100).cpu(1)).rejects.toThrow(RangeError);
    await expect(profiler(100).heap()).rejects.toThrow(RangeError);
    expect(readdirSync(directory)).toEqual([]);
  });
});
