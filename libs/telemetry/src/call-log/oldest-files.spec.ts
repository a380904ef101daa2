import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OldestFiles } from './oldest-files';

describe('The files of calls', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'calls-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const name = (second: number): string =>
    `20261123T1200${String(second).padStart(2, '0')}Z-call-0123abcd.json`;
  const write = async (files: OldestFiles, ...seconds: number[]): Promise<void> => {
    for (const second of seconds) {
      writeFileSync(join(folder, name(second)), '{}');
      await files.makeRoom();
    }
  };

  it('are the newest, whichever was written last', async () => {
    await write(new OldestFiles(folder, 2), 3, 1, 2);
    expect(readdirSync(folder).sort()).toEqual([name(2), name(3)]);
  });

  it('are all kept where none is to go', async () => {
    await write(new OldestFiles(folder, 0), 1, 2, 3);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it('go alone: what else is in the folder stays', async () => {
    writeFileSync(join(folder, 'notes.json'), '{}');
    writeFileSync(join(folder, '00000000T000000Z-mine.json'), '{}');
    await write(new OldestFiles(folder, 1), 1, 2);
    expect(readdirSync(folder).sort()).toEqual(['00000000T000000Z-mine.json', name(2), 'notes.json']);
  });

  it('are not looked through for each of many', async () => {
    const files = new OldestFiles(folder, 40);
    await write(files, ...Array.from({ length: 41 }, (_, i) => i));
    expect(readdirSync(folder)).toHaveLength(41);
    await write(files, 41);
    expect(readdirSync(folder)).toHaveLength(40);
  });
});
