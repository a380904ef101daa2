import { readFile } from 'node:fs/promises';
import { ResourceError, readResources } from './azure-openai-resource';
import type { AzureOpenAiResource } from './azure-openai-resource';
import { inlineResources } from './azure-openai-settings';
import type { ResourceSettings } from './azure-openai-settings';

/** @throws ResourceError where the file is not there or holds no list of resources; its message shows no value */
export async function loadResources(settings: ResourceSettings): Promise<AzureOpenAiResource[]> {
  if (settings.resourcesFile === null) return inlineResources(settings);
  let text: string;
  try {
    text = await readFile(settings.resourcesFile, 'utf8');
  } catch {
    throw new ResourceError('AZURE_OPENAI_RESOURCES_FILE cannot be read');
  }
  try {
    return readResources(JSON.parse(text));
  } catch (error) {
    // A SyntaxError quotes what it could not read.
    const why = error instanceof ResourceError ? error.message : 'must be JSON';
    throw new ResourceError(`AZURE_OPENAI_RESOURCES_FILE: ${why}`);
  }
}

/**
 * Reads the resources' file anew on every SIGHUP. A file that is not in order changes nothing but is told.
 * @returns stops it
 */
export function reloadOnHangup(
  settings: ResourceSettings,
  use: (resources: readonly AzureOpenAiResource[]) => void,
  warn: (message: string) => void,
): () => void {
  if (settings.resourcesFile === null) return () => undefined;
  const reload = (): void => {
    loadResources(settings).then(use, (error: unknown) =>
      warn(error instanceof Error ? error.message : String(error)),
    );
  };
  process.on('SIGHUP', reload);
  return () => process.off('SIGHUP', reload);
}
