import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HealthIndicatorService } from '@nestjs/terminus';
import { VirtualClock } from '@app/testing';
import { DiskIndicator } from './disk.indicator';
import { DiskSpace } from './disk-space';
import type { DiskReport } from './disk-space';

describe('the disk under CALL_LOG_DIR', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'disk-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  afterEach(() => jest.restoreAllMocks());

  it('has the room that the system says', async () => {
    const disk = new DiskSpace(folder, new VirtualClock());
    expect(disk.read()).toBeNull();
    await disk.refresh();
    expect(disk.read()).toEqual({ freeMiB: expect.any(Number), freeShare: expect.any(Number) });
  });

  it('is asked again after ten seconds: a directory that was missing may be there', async () => {
    const clock = new VirtualClock();
    const directory = join(folder, 'later');
    const disk = new DiskSpace(directory, clock);
    await disk.refresh();
    await mkdir(directory);
    clock.advance(9_999);
    expect(disk.read()).toBe('unreadable');
    const refreshed = jest.spyOn(disk, 'refresh');
    clock.advance(1);
    expect(disk.read()).toBe('unreadable');
    await refreshed.mock.results[0]!.value;
    expect(disk.read()).toMatchObject({ freeMiB: expect.any(Number) });
  });

  it('cannot be read where the directory is a file', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const disk = new DiskSpace(join(file, 'calls'), new VirtualClock());
    await disk.refresh();
    expect(disk.read()).toBe('unreadable');
  });

  describe('in /health', () => {
    const check = async (callLogDir: string | null): Promise<object> => {
      const indicator = new DiskIndicator(new HealthIndicatorService(), { chains: [], callLogDir });
      await indicator.onApplicationBootstrap();
      return indicator.check();
    };
    const withFree = (report: DiskReport): Promise<object> => {
      jest.spyOn(DiskSpace.prototype, 'read').mockReturnValue(report);
      return check(folder);
    };

    it('is nothing where no files of calls are kept', async () => {
      expect(await check(null)).toEqual({});
    });

    it('is up with room for them', async () => {
      expect(await withFree({ freeMiB: 512, freeShare: 0.05 })).toEqual({
        disk: { status: 'up', freeMiB: 512 },
      });
    });

    it.each([
      [511, 0.5],
      [90_000, 0.04],
    ])('is degraded with %d MiB free, %d of the whole', async (freeMiB, freeShare) => {
      const reason = `${freeMiB} MiB are left for the files of calls`;
      expect(await withFree({ freeMiB, freeShare })).toEqual({
        disk: { status: 'degraded', reason, freeMiB },
      });
    });

    it('is degraded where the directory is missing: its files cannot be written', async () => {
      const reason = 'CALL_LOG_DIR cannot be read';
      expect(await check(join(folder, 'missing'))).toEqual({ disk: { status: 'degraded', reason } });
    });
  });
});
