import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { ProfileFolder } from './profile-folder';
import { ProfileNotWrittenError } from './profile-place';
import { Profiler, ProfilerBusyError } from './profiler';

describe('profiles', () => {
  let directory: string;

  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'profiles-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  const snapshot = (): Readable => Readable.from([Buffer.from('{"snapshot":'), Buffer.alloc(200, ' ')]);
  const profiler = (bytes = 1e9, files = 2, folder = directory): Profiler =>
    new Profiler(new ProfileFolder(folder, { files, bytes }), snapshot);

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
    await expect(profiler(100).cpu(1)).rejects.toThrow(ProfileNotWrittenError);
    await expect(profiler(100).heap()).rejects.toThrow('larger than PROFILE_MAX_BYTES (100) allows');
    expect(readdirSync(directory)).toEqual([]);
  });

  it('never take more room together than they may: the oldest make way', async () => {
    for (const [at, bytes] of [300, 100, 100].entries()) {
      const path = join(directory, `realtime-processor-1-${at}.heapsnapshot`);
      writeFileSync(path, Buffer.alloc(bytes));
      utimesSync(path, at, at);
    }
    const { file } = await profiler(500, 5).heap();
    const kept = ['realtime-processor-1-1.heapsnapshot', 'realtime-processor-1-2.heapsnapshot'];
    expect(readdirSync(directory).sort()).toEqual([...kept, basename(file)].sort());
  });

  it('say so where their folder takes none', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    const one = profiler(1e9, 2, file);
    await expect(one.cpu(1)).rejects.toThrow(/^the profile cannot be written: EEXIST/);
    const other = profiler(1e9, 2, join(file, 'folder'));
    await expect(other.heap()).rejects.toThrow(/^the profile cannot be written: ENOTDIR/);
    await expect(other.heap()).rejects.toThrow(ProfileNotWrittenError);
  });
});
