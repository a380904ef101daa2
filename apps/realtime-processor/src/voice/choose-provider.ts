import { ConfigurationError } from '@app/config';
import type { Configuration, Fragment } from '@app/config';
import type { ProviderContext, ProviderKind, ProviderPorts } from '@app/core';

/** A ProviderDescriptor whose settings are known to itself only. */
interface Listed<Kind extends ProviderKind> {
  readonly name: string;
  readonly settings: Fragment;
  load(): Promise<(settings: never, context: ProviderContext) => Promise<ProviderPorts[Kind]>>;
}

type Descriptors<Kind extends ProviderKind> = readonly Listed<Kind>[];

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
  return create(configuration.get(descriptor.settings) as never, context);
}

function find<Kind extends ProviderKind>(
  kind: Kind,
  descriptors: Descriptors<Kind>,
  name: string | undefined,
): Listed<Kind> {
  const found = descriptors.find(descriptor => descriptor.name === name);
  if (found) return found;
  const names = descriptors.map(descriptor => descriptor.name).join(', ');
  throw new ConfigurationError([`${VARIABLE[kind]}: must name providers among ${names}`]);
}
