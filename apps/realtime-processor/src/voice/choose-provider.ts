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

/** The provider where the environment names none: the first that is configured, else the one that needs nothing. */
export function defaultProvider<Kind extends ProviderKind>(
  descriptors: readonly Listed<Kind>[],
  configuration: Configuration,
): readonly string[] {
  const configured = descriptors.find(
    each => each.byDefault?.(configuration.get(each.settings) as never) === true,
  );
  return [(configured ?? descriptors[0])?.name ?? ''];
}
