/**
 * Imported before everything else, which takes most of the start. The kernel drops signals for the first process of a
 * container that it does not listen to, so an orchestrator that changes its mind would wait until it may kill it. No call
 * is there yet: the end is a clean one.
 */
const signals = ['SIGTERM', 'SIGINT'] as const;

const leave = (): never => process.exit(0);

for (const signal of signals) process.on(signal, leave);

/** From here on somebody else listens to signals. */
export function endStart(): void {
  for (const signal of signals) process.off(signal, leave);
}
