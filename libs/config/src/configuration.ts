import { complaints, crossComplaints } from './complaints';
import { isUnset, parseSetting } from './parse';
import { settingsOf } from './setting';
import type { FindFragment, Fragment } from './setting';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Boot fails with this; it names every bad variable and what it wants, never a value. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Configuration is not valid:\n${problems.map(problem => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/** The environment, read once, typed and validated. Ask it for a fragment by its class. */
export class Configuration {
  private constructor(private readonly loaded: ReadonlyMap<Fragment, object>) {}

  /** @throws ConfigurationError naming every bad variable of every fragment. */
  static load(fragments: readonly Fragment[], environment: Environment): Configuration {
    const loaded = new Map<Fragment, object>();
    const problems = new Set<string>();
    const sound: object[] = [];
    for (const fragment of new Set(fragments)) {
      const instance = read(fragment, environment);
      const found = complaints(fragment, instance);
      if (found.length === 0) sound.push(instance);
      for (const problem of found) problems.add(problem);
      loaded.set(fragment, Object.freeze(instance));
    }
    const configuration = new Configuration(loaded);
    const find: FindFragment = fragment => configuration.get(fragment);
    for (const instance of sound) {
      for (const problem of crossComplaints(instance, find)) problems.add(problem);
    }
    if (problems.size > 0) throw new ConfigurationError([...problems]);
    return configuration;
  }

  get fragments(): readonly Fragment[] {
    return [...this.loaded.keys()];
  }

  get<T extends object>(fragment: Fragment<T>): T {
    const found = this.loaded.get(fragment);
    if (!found) throw new Error(`${fragment.name} is not part of the configuration`);
    return found as T;
  }
}

function read(fragment: Fragment, environment: Environment): object {
  const instance = new fragment();
  for (const setting of settingsOf(fragment)) {
    const raw = setting.names.map(name => environment[name]).find(value => !isUnset(value));
    if (raw !== undefined) Reflect.set(instance, setting.property, parseSetting(raw, setting.kind));
  }
  return instance;
}
