/**
 * A port's contract as data: each check says one thing every adapter must do. The same list is run by Jest against
 * each adapter, and by the suites' own specs against broken fakes, to prove that it can fail.
 */
export interface ContractCheck<Subject> {
  readonly name: string;
  /** Throws when the subject does not hold it. */
  run(subject: Subject): Promise<void>;
}

export interface ContractSubject<Subject> {
  /** Made anew for every check. */
  make(): Promise<Subject>;
  dispose?(subject: Subject): Promise<void>;
  /** Checks that do not apply, with the reason. */
  readonly skip?: Readonly<Record<string, string>>;
}

/** Registers one Jest test per check. */
export function describeContract<Subject>(
  title: string,
  checks: readonly ContractCheck<Subject>[],
  subject: ContractSubject<Subject>,
): void {
  describe(title, () => {
    for (const check of checks) {
      const reason = subject.skip?.[check.name];
      if (reason !== undefined) it.skip(`${check.name} (${reason})`, () => undefined);
      else it(check.name, () => runCheck(check, subject));
    }
  });
}

/** The names of the checks that a subject fails: what a broken fake is held against. */
export async function brokenChecks<Subject>(
  checks: readonly ContractCheck<Subject>[],
  subject: ContractSubject<Subject>,
): Promise<string[]> {
  const broken: string[] = [];
  for (const check of checks) {
    await runCheck(check, subject).catch(() => broken.push(check.name));
  }
  return broken;
}

async function runCheck<Subject>(
  check: ContractCheck<Subject>,
  subject: ContractSubject<Subject>,
): Promise<void> {
  const made = await subject.make();
  try {
    await check.run(made);
  } finally {
    await subject.dispose?.(made);
  }
}
