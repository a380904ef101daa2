import { execFileSync } from 'node:child_process';

/** What is in the working folder, as git names it, with `-dirty` where it is no commit; null: there is no git, or no repository. */
export function commitHere(): string | null {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=7', '--exclude=*'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
