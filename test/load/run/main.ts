import { DRIVER_CORE, pinSelf } from '../processes/pinned';
import type { LoadReport } from '../report/load-report';
import { finish } from './finish';
import { readOptions } from './options';
import type { RunOptions } from './options';

/** Runs one program; exits with 0 when all its bounds hold, 1 when one is broken, 2 when it could not be run. */
export function main(name: string, run: (options: RunOptions) => Promise<LoadReport>): void {
  const measure = async (): Promise<boolean> => {
    const options = readOptions(process.argv.slice(2), process.env);
    pinSelf(DRIVER_CORE);
    return finish(name, await run(options));
  };
  void measure().then(
    held => process.exit(held ? 0 : 1),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(2);
    },
  );
}
