import type { Configuration, Fragment } from '@app/config';
import type { Provider, ProviderContext, ProviderKind, ProviderPorts } from '@app/core';

/** A ProviderDescriptor whose settings are known to itself only. */
interface Listed<Kind extends ProviderKind> {
  readonly name: string;
  readonly settings: Fragment;
  byDefault?(settings: never): boolean;
  load(): Promise<(settings: never, context: ProviderContext) => Promise<ProviderPorts[Kind]>>;
}

/** At least one. */
export type Loaded<Port extends Provider> = readonly [Port, ...Port[]];

/** Loads the providers of a chain, in order; their names were checked when the configuration was read. */
export async function loadProviders<Kind extends ProviderKind>(
  descriptors: readonly Listed<Kind>[],
  chain: readonly string[],
  configuration: Configuration,
  context: ProviderContext,
): Promise<Loaded<ProviderPorts[Kind]>> {
  const loaded: ProviderPorts[Kind][] = [];
  for (const name of chain) {
    const descriptor = descriptors.find(each => each.name === name);
    if (!descriptor) throw new Error(`no provider is called ${name}`);
    const create = await descriptor.load();
    loaded.push(await create(configuration.get(descriptor.settings) as never, context));
  }
  const [first, ...rest] = loaded;
  if (!first) throw new Error('a chain names at least one provider');
  return [first, ...rest];
}

/**
 * The providers where the environment names none: the first that is configured, else the one that needs nothing, which
 * also stands in for another where that is of use: any answer, in any voice, is better than none. Ears that know a few
 * phrases only are not: a caller who is not understood is better asked for digits.
 */
export function defaultChain<Kind extends ProviderKind>(
  descriptors: readonly Listed<Kind>[],
  configuration: Configuration,
  how: 'alone' | 'with stand-in',
): readonly string[] {
  const configured = descriptors.find(
    each => each.byDefault?.(configuration.get(each.settings) as never) === true,
  );
  const embedded = descriptors[0]?.name ?? '';
  if (!configured) return [embedded];
  return how === 'alone' || configured.name === embedded ? [configured.name] : [configured.name, embedded];
}
