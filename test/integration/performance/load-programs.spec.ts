import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '../../..');
const run = promisify(execFile);

/**
 * The load programs on the built service, with few calls and for seconds: nothing is refused, breaks off, fails, stays
 * unanswered or is left behind. How fast the machine is says nothing here.
 */
describe('Under a little load', () => {
  it.each(['load', 'performance', 'memory', 'connections'])(
    '%s keeps what does not depend on the machine',
    async program => {
      const script = join(root, 'scripts/load.mjs');
      const said = await run(process.execPath, [script, program, '--short'], { cwd: root }).catch(
        (failed: { stdout: string; stderr: string }) => failed,
      );
      const lines = `${said.stdout}${said.stderr}`.split('\n');
      expect(lines.filter(line => line.startsWith('BROKEN'))).toEqual([]);
      expect(lines.filter(line => line.startsWith('holds')).length).toBeGreaterThan(4);
    },
    120_000,
  );
});
