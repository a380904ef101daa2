import { DRIVER_CORE, pinSelf } from '../processes/pinned';
import type { Findings } from '../report/load-report';
import { CannotRun } from './cannot-run';
import { finish } from './finish';
import { inFull, reportName } from './in-full';
import { usage } from './option-table';
import { readOptions } from './options';
import type { RunOptions } from './options';

/** Runs one program; exits as `exitWith` says. */
export function main(name: string, measure: (options: RunOptions) => Promise<Findings>): void {
  if (process.argv.includes('--help')) return void process.stdout.write(usage());
  exitWith(async () => {
    const options = readOptions(process.argv.slice(2), process.env, name);
    pinSelf(DRIVER_CORE);
    return finish(reportName(name, options), await inFull(options, measure));
  });
}

/** Exits with 0 when all bounds hold, 1 when one is broken, 2 when it could not be run. */
export function exitWith(held: () => Promise<boolean>): void {
  // What was started here ends with this process where it ends by itself.
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => process.exit(code));
  void held().then(
    all => process.exit(all ? 0 : 1),
    (error: unknown) => {
      process.stderr.write(`${inWords(error)}\n`);
      process.exit(2);
    },
  );
}

function inWords(error: unknown): string {
  if (error instanceof CannotRun) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
