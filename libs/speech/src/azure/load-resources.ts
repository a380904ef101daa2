import { readFile } from 'node:fs/promises';
import { inlineResources } from './azure-speech-settings';
import type { ResourceSettings } from './azure-speech-settings';
import { ResourceError, readResources } from './speech-resource';
import type { SpeechResource } from './speech-resource';
import type { SpeechResources } from './speech-resources';

/** @throws ResourceError where the file is not there or holds no list of resources; its message shows no value */
export async function loadResources(settings: ResourceSettings): Promise<SpeechResource[]> {
  if (settings.resourcesFile === null) return inlineResources(settings);
  let text: string;
  try {
    text = await readFile(settings.resourcesFile, 'utf8');
  } catch {
    throw new ResourceError('AZURE_SPEECH_RESOURCES_FILE cannot be read');
  }
  try {
    return readResources(JSON.parse(text));
  } catch (error) {
    // A SyntaxError quotes what it could not read.
    const why = error instanceof ResourceError ? error.message : 'must be JSON';
    throw new ResourceError(`AZURE_SPEECH_RESOURCES_FILE: ${why}`);
  }
}

/**
 * Reads the resources' file anew on every SIGHUP. A file that is not in order changes nothing but is told.
 * @returns stops it
 */
export function reloadOnHangup(
  settings: ResourceSettings,
  resources: SpeechResources,
  warn: (message: string) => void,
): () => void {
  if (settings.resourcesFile === null) return () => undefined;
  const reload = (): void => {
    loadResources(settings).then(
      list => resources.replace(list),
      (error: unknown) => warn(error instanceof Error ? error.message : String(error)),
    );
  };
  process.on('SIGHUP', reload);
  return () => process.off('SIGHUP', reload);
}
