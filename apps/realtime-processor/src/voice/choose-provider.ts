import type { Configuration, Fragment } from '@app/config';
import type { ProviderContext, ProviderKind, ProviderPorts } from '@app/core';

/** A ProviderDescriptor whose settings are known to itself only. */
interface Listed<Kind extends ProviderKind> {
  readonly name: string;
  readonly settings: Fragment;
  load(): Promise<(settings: never, context: ProviderContext) => Promise<ProviderPorts[Kind]>>;
}

/** Loads the first provider of a chain; its names were checked when the configuration was read. */
export async function loadProvider<Kind extends ProviderKind>(
  descriptors: readonly Listed<Kind>[],
  chain: readonly string[],
  configuration: Configuration,
  context: ProviderContext,
): Promise<ProviderPorts[Kind]> {
  const descriptor = descriptors.find(each => each.name === chain[0]);
  if (!descriptor) throw new Error(`no provider is called ${chain[0] ?? 'nothing'}`);
  const create = await descriptor.load();
  return create(configuration.get(descriptor.settings) as never, context);
}
