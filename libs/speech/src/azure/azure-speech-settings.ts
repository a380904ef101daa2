import { IsOptional, IsString } from 'class-validator';
import { ProviderChoice, Setting } from '@app/config';
import type { CrossChecked, FindFragment } from '@app/config';
import { ResourceError, readResource, readResources } from './speech-resource';
import type { SpeechResource } from './speech-resource';

/** The Azure Speech resources of this instance; the recogniser's and the voice's settings extend it. */
export class AzureSpeechSettings implements CrossChecked {
  @Setting('AZURE_SPEECH_KEY', 'text', 'Key of an Azure Speech resource', {
    secret: true,
    example: 'your_speech_key',
  })
  @IsOptional()
  @IsString()
  key: string | null = null;

  @Setting('AZURE_SPEECH_REGION', 'text', 'Its region, e.g. westeurope', { example: 'your_speech_region' })
  @IsOptional()
  @IsString()
  region: string | null = null;

  @Setting(
    'AZURE_SPEECH_ENDPOINT',
    'text',
    'Instead of the region: its own domain (https://…), or an emulator or container (ws://HOST:PORT)',
    { example: 'your_speech_endpoint' },
  )
  @IsOptional()
  @IsString()
  endpoint: string | null = null;

  @Setting(
    'AZURE_SPEECH_RESOURCES',
    'json',
    'Several resources as a JSON list of {key, region or endpoint, weight, maxConcurrent}; goes before AZURE_SPEECH_KEY',
    { secret: true, example: 'your_speech_resources' },
  )
  @IsOptional()
  resources: unknown = null;

  @Setting(
    'AZURE_SPEECH_RESOURCES_FILE',
    'text',
    'File with such a list, read anew on SIGHUP: keys change without a restart; goes before AZURE_SPEECH_RESOURCES',
    { example: 'your_speech_resources.json' },
  )
  @IsOptional()
  @IsString()
  resourcesFile: string | null = null;

  problems(find: FindFragment): readonly string[] {
    try {
      const { stt, tts } = find(ProviderChoice);
      if (isConfigured(this)) inlineResources(this);
      else if ([...(stt ?? []), ...(tts ?? [])].includes('azure'))
        return ['AZURE_SPEECH_KEY: must be set where a provider is azure'];
      return [];
    } catch (error) {
      if (!(error instanceof ResourceError)) throw error;
      return [`${this.resources === null ? 'AZURE_SPEECH_KEY' : 'AZURE_SPEECH_RESOURCES'}: ${error.message}`];
    }
  }
}

/** What tells of resources in the settings. */
export type ResourceSettings = Pick<
  AzureSpeechSettings,
  'key' | 'region' | 'endpoint' | 'resources' | 'resourcesFile'
>;

/** Whether the environment names any resource: then azure is the provider that is used unless another is asked for. */
export const isConfigured = ({ key, resources, resourcesFile }: ResourceSettings): boolean =>
  key !== null || resources !== null || resourcesFile !== null;

/** The resources that stand in the settings themselves. @throws ResourceError */
export function inlineResources({ key, region, endpoint, resources }: ResourceSettings): SpeechResource[] {
  if (resources !== null) return readResources(resources);
  if (key === null) return [];
  // An endpoint is the more precise of the two, and both stand in the portal.
  const place = endpoint === null ? { region: region ?? undefined } : { endpoint };
  return [readResource({ key, ...place })];
}
