/** How the text of an environment variable becomes a value. */
export type SettingKind = 'text' | 'integer' | 'number' | 'flag' | 'list' | 'json';

/** One environment variable, as its property declares it. */
export interface SettingDeclaration {
  readonly property: string;
  /** The name, then older spellings that are still read. */
  readonly names: readonly [string, ...string[]];
  readonly kind: SettingKind;
  readonly describe: string;
  /** Its value may never be printed. */
  readonly secret: boolean;
  /** What `.env.example` shows where there is no default; starts with `your_` so that it counts as unset. */
  readonly example: string | null;
}

export interface SettingOptions {
  readonly secret?: boolean;
  readonly example?: string;
}

/** A class whose decorated properties are environment variables; a lib or a provider owns one. */
export type Fragment<T extends object = object> = new () => T;

/** Finds another fragment of the same configuration. */
export type FindFragment = <T extends object>(fragment: Fragment<T>) => T;

/** A fragment whose settings depend on one another, or on another fragment's, says here what does not fit. */
export interface CrossChecked {
  /** One line each, beginning with the variable's name; never a value. Asked only when each setting by itself is valid. */
  problems(find: FindFragment): readonly string[];
}

const declarations = new WeakMap<object, SettingDeclaration[]>();

/**
 * Declares a property as an environment variable. Its initial value is the default; class-validator's decorators
 * beside it say what is valid, and their message is what the operator reads at boot.
 */
export function Setting(
  name: string | readonly [string, ...string[]],
  kind: SettingKind,
  describe: string,
  options: SettingOptions = {},
): PropertyDecorator {
  return (target, property) => {
    const names: readonly [string, ...string[]] = typeof name === 'string' ? [name] : name;
    const list = declarations.get(target) ?? [];
    list.push({
      property: String(property),
      names,
      kind,
      describe,
      secret: options.secret ?? false,
      example: options.example ?? null,
    });
    declarations.set(target, list);
  };
}

/** The declared settings in order of writing, those of a base class first. */
export function settingsOf(fragment: Fragment): readonly SettingDeclaration[] {
  const found: SettingDeclaration[] = [];
  for (
    let target = fragment.prototype as object | null;
    target;
    target = Object.getPrototypeOf(target) as object | null
  ) {
    found.unshift(...(declarations.get(target) ?? []));
  }
  return found;
}
