import { ConfigurationError } from '@app/config';
import type { Configuration, Fragment } from '@app/config';
import type { ProviderContext, ProviderDescriptor, ProviderKind, ProviderPorts } from '@app/core';

type Descriptors<Kind extends ProviderKind> = readonly ProviderDescriptor<Kind, never>[];

/** The environment variable that names the provider of each kind. */
const VARIABLE: Readonly<Record<ProviderKind, string>> = {
  stt: 'STT_PROVIDER',
  ai: 'AI_PROVIDER',
  tts: 'TTS_PROVIDER',
};

/**
 * Loads the first provider of a chain; those after it are its fallbacks.
 * @throws ConfigurationError for a name that no provider has
 */
export async function loadProvider<Kind extends ProviderKind>(
  kind: Kind,
  descriptors: Descriptors<Kind>,
  chain: readonly string[],
  configuration: Configuration,
  context: ProviderContext,
): Promise<ProviderPorts[Kind]> {
  for (const name of chain) find(kind, descriptors, name);
  const descriptor = find(kind, descriptors, chain[0]);
  const create = await descriptor.load();
  const settings = configuration.get(descriptor.settings as Fragment) as never;
  return create(settings, context);
}

function find<Kind extends ProviderKind>(
  kind: Kind,
  descriptors: Descriptors<Kind>,
  name: string | undefined,
): ProviderDescriptor<Kind, never> {
  const found = descriptors.find(descriptor => descriptor.name === name);
  if (found) return found;
  const names = descriptors.map(descriptor => descriptor.name).join(', ');
  throw new ConfigurationError([`${VARIABLE[kind]}: must name providers among ${names}`]);
}
