/**
 * Imported before everything else, which takes most of the start. The kernel drops signals for the first process of a
 * container that it does not listen to, so an orchestrator that changes its mind would wait until it may kill it. No call
 * is there yet: the end is a clean one.
 */
const signals = ['SIGTERM', 'SIGINT'] as const;

const leave = (): never => process.exit(0);

for (const signal of signals) process.on(signal, leave);

/** They ask something of a service that runs, and would end a process where nobody listens: not even before somebody does. */
for (const signal of ['SIGHUP', 'SIGUSR2'] as const) process.on(signal, () => undefined);

/** From here on somebody else listens to what ends the service. */
export function endStart(): void {
  for (const signal of signals) process.off(signal, leave);
}
