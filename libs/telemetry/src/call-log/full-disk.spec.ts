import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallId } from '@app/core';
import { VirtualClock } from '@app/testing';
import { CallLog } from './call-log';

describe('The file of a call that cannot be written', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'calls-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const clock = new VirtualClock();
  const warnings: string[] = [];
  /** One call, from its beginning until its file was written or was not. */
  const oneCall = async (log: CallLog): Promise<void> => {
    const call = log.begin({ callId: 'call-1' as CallId, language: 'en', traceparent: null });
    log.write(call.finished('caller', null));
    await log.close();
  };

  it('is told of once a minute, not with every call; later ones are written', async () => {
    // Where a folder is wanted lies a file: like a full disk it fails every write, and can be put right.
    const directory = join(folder, 'calls');
    writeFileSync(directory, '');
    const log = new CallLog(clock, {
      directory,
      withWords: false,
      warn: message => warnings.push(message),
    });
    await oneCall(log);
    await oneCall(log);
    expect(warnings).toEqual([expect.stringMatching(/^files of calls cannot be written to CALL_LOG_DIR: /)]);
    await clock.run(60_000);
    await oneCall(log);
    expect(warnings).toHaveLength(2);
    rmSync(directory);
    await oneCall(log);
    expect(warnings).toHaveLength(2);
    expect(readdirSync(directory)).toHaveLength(1);
  });
});
