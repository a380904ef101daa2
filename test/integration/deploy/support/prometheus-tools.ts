import { execFileSync, spawnSync } from 'node:child_process';

/** Debian has both in the package `prometheus`. */
const TOOLS = ['prometheus', 'promtool'] as const;

const isThere = (tool: string): boolean => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0;

/** @throws Error when Prometheus is not there and cannot be installed */
export function ensurePrometheus(): void {
  if (TOOLS.every(isThere)) return;
  if (process.getuid?.() === 0) {
    try {
      const options = ['install', '-y', '-qq', '--no-install-recommends', 'prometheus'];
      execFileSync('apt-get', options, { stdio: 'ignore' });
    } catch {
      // Said below in one line, whatever apt had to say.
    }
  }
  if (!TOOLS.every(isThere))
    throw new Error('prometheus and promtool are not on the PATH: install them (apt-get install prometheus)');
}

/** @returns what promtool says. @throws Error with all of it where it is not content */
export function promtool(...options: readonly string[]): string {
  ensurePrometheus();
  const { status, stdout, stderr } = spawnSync('promtool', options, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`promtool ${options.join(' ')}\n${stdout}${stderr}`);
  return stdout + stderr;
}
