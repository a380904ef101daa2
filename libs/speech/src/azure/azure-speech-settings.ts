import { IsBoolean, IsOptional, IsString } from 'class-validator';
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
    'AZURE_SPEECH_ENTRA',
    'flag',
    'Instead of a key: enter by Microsoft Entra, as whatever identity this process has (DefaultAzureCredential)',
  )
  @IsBoolean({ message: 'must be true or false' })
  entra = false;

  @Setting(
    'AZURE_SPEECH_RESOURCE_ID',
    'text',
    'Id of the resource (/subscriptions/…), needed with AZURE_SPEECH_ENTRA and a region',
    { example: 'your_speech_resource_id' },
  )
  @IsOptional()
  @IsString()
  resourceId: string | null = null;

  @Setting(
    'AZURE_SPEECH_RESOURCES',
    'json',
    'Several resources as a JSON list of {key or entra, region or endpoint, weight, maxConcurrent}; goes before AZURE_SPEECH_KEY',
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
  'key' | 'region' | 'endpoint' | 'entra' | 'resourceId' | 'resources' | 'resourcesFile'
>;

/** Whether the environment names any resource: then azure is the provider that is used unless another is asked for. */
export const isConfigured = ({ key, entra, resources, resourcesFile }: ResourceSettings): boolean =>
  key !== null || entra || resources !== null || resourcesFile !== null;

/** The resources that stand in the settings themselves. @throws ResourceError */
export function inlineResources({
  key,
  entra,
  resourceId,
  region,
  endpoint,
  resources,
}: ResourceSettings): SpeechResource[] {
  if (resources !== null) return readResources(resources);
  if (key === null && !entra) return [];
  // An endpoint is the more precise of the two, and both stand in the portal.
  const place = endpoint === null ? { region: region ?? undefined } : { endpoint };
  return [readResource({ ...(entra ? { entra, resourceId } : { key }), ...place })];
}
