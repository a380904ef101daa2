export const tell = line => process.stdout.write(`check:image: ${line}\n`);

/** Ends the check where something is not so. */
export function hold(isSo, what) {
  if (!isSo) throw new Error(`NOT SO: ${what}`);
  tell(what);
}
