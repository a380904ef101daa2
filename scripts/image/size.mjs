import { execFileSync } from 'node:child_process';

/** What a folder takes on the disk, MB. */
export function sizeOf(folder) {
  const answer = execFileSync('du', ['--summarize', '--block-size=1', folder], { encoding: 'utf8' });
  return parseInt(answer, 10) / 1e6;
}
