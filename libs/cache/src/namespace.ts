import type { Millis } from '@app/core';
import type { CacheSettings } from './cache-settings';
import type { Codec } from './codec';

/** What a parameter of a key can be. Longer things, such as a history, come as their digest. */
export type Parameter = string | number | boolean | null;

/** Every parameter that changes the answer. Whoever forgets one when asking does not compile. */
export type Recipe<Shape> = { readonly [Name in keyof Shape]: Parameter };

/** One kind of thing that is cached. */
export interface Namespace<Shape extends Recipe<Shape>, Value> {
  readonly name: string;
  /** Another number when what is kept changes its meaning: what was kept before is then not found any more. */
  readonly version: number;
  /** s. Nothing older is ever given out. */
  readonly ttl: (settings: CacheSettings) => number;
  /** How many are kept in memory. */
  readonly entries: (settings: CacheSettings) => number;
  readonly codec: Codec<Value>;
  /** Whether what is in the last fifth of its life is made anew in the background when it is asked for. */
  readonly refreshes: boolean;
  /** How long one instance waits for another that is making the same, before it makes it itself. */
  readonly patienceMs: Millis;
  /** The recipe exists for the compiler only. */
  readonly recipe?: Shape;
}

/**
 * @example
 * const menus = defineNamespace<{ restaurant: string; day: string }>()({ name: 'menu', version: 1, … });
 */
export const defineNamespace =
  <Shape extends Recipe<Shape>>() =>
  <Value>(definition: Omit<Namespace<Shape, Value>, 'recipe'>): Namespace<Shape, Value> =>
    definition;

/** The parameters of a namespace's keys. */
export type KeyOf<Of> = Of extends { readonly recipe?: infer Shape } ? NonNullable<Shape> : never;
