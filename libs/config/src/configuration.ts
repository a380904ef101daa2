import { validateSync } from 'class-validator';
import { isUnset, parseSetting } from './parse';
import { settingsOf } from './setting';
import type { Fragment, SettingDeclaration } from './setting';

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
  private constructor(private readonly fragments: ReadonlyMap<Fragment, object>) {}

  /** @throws ConfigurationError naming every bad variable of every fragment. */
  static load(fragments: readonly Fragment[], environment: Environment): Configuration {
    const loaded = new Map<Fragment, object>();
    const problems: string[] = [];
    for (const fragment of new Set(fragments)) {
      const instance = read(fragment, environment);
      problems.push(...complaints(fragment, instance));
      loaded.set(fragment, Object.freeze(instance));
    }
    if (problems.length > 0) throw new ConfigurationError(problems);
    return new Configuration(loaded);
  }

  get<T extends object>(fragment: Fragment<T>): T {
    const found = this.fragments.get(fragment);
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

function complaints(fragment: Fragment, instance: object): string[] {
  const byProperty = new Map<string, SettingDeclaration>(settingsOf(fragment).map(s => [s.property, s]));
  return validateSync(instance, { forbidUnknownValues: false, stopAtFirstError: true }).map(error => {
    const name = byProperty.get(error.property)?.names[0] ?? error.property;
    const wants = Object.values(error.constraints ?? { nested: `${error.property} is not valid` });
    return `${name}: ${wants.map(text => text.replaceAll(error.property, name)).join('; ')}`;
  });
}
