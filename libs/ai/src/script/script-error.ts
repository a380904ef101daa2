/** A script that cannot be used; each problem says where it is and what is wanted there. */
export class ScriptError extends Error {
  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    super(`The script ${file} is not valid:\n${problems.map(problem => `  - ${problem}`).join('\n')}`);
    this.name = 'ScriptError';
  }
}
