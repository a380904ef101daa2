import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@app/testing';
import { CallLog } from './call-log';

describe('the files of calls', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'call-log-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const warned: string[] = [];
  const logIn = (directory: string): CallLog =>
    new CallLog(new VirtualClock(), { directory, withWords: false, warn: message => warned.push(message) });

  it('have their directory before the first call', async () => {
    const directory = join(folder, 'not', 'there');
    await logIn(directory).prepare();
    expect(await readdir(directory)).toEqual([]);
    expect(warned).toEqual([]);
  });

  it('are told of at the start where it cannot be made, and the service goes on', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await logIn(join(file, 'calls')).prepare();
    expect(warned).toEqual([expect.stringMatching(/^files of calls cannot be written to CALL_LOG_DIR: /)]);
  });
});
