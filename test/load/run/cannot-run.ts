/** What was asked for cannot be done at all; the message says so to whoever asked. */
export class CannotRun extends Error {}

/**
 * @param why it has to be started here
 * @throws CannotRun for a service that runs already
 */
export function refuseTarget({ target }: { readonly target: string | null }, why: string): void {
  if (target !== null) throw new CannotRun(`${why}: leave TARGET_URL out`);
}
