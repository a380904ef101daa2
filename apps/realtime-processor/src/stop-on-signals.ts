import type { INestApplication } from '@nestjs/common';
import { Drain } from './media/drain';

/**
 * Ends the service on SIGTERM or SIGINT, after its drain; a second signal hurries the drain. The exit is our own, so that
 * an orchestrator that asked for the end does not read it as a crash: 0, or 1 where a call was cut.
 */
export function stopOnSignals(app: INestApplication, signals: readonly NodeJS.Signals[]): void {
  const drain = app.get(Drain);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return drain.hurry();
    stopping = true;
    app.close().then(
      () => process.exit(drain.clean ? 0 : 1),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of signals) process.on(signal, stop);
}
