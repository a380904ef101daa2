import { IsBoolean, IsOptional, IsString, Matches } from 'class-validator';
import { ProviderChoice, Setting } from '@app/config';
import type { CrossChecked, FindFragment } from '@app/config';
import { ChatSettings } from '../openai/chat-settings';
import { ResourceError, readResource, readResources } from './azure-openai-resource';
import type { AzureOpenAiResource } from './azure-openai-resource';

/** The deployments of Azure OpenAI this instance may ask. */
export class AzureOpenAiSettings extends ChatSettings implements CrossChecked {
  @Setting(['AZURE_OPENAI_KEY', 'AZURE_OPENAI_API_KEY'], 'text', 'Key of an Azure OpenAI resource', {
    secret: true,
    example: 'your_openai_key',
  })
  @IsOptional()
  @IsString()
  key: string | null = null;

  @Setting(
    'AZURE_OPENAI_ENTRA',
    'flag',
    'Instead of a key: enter by Microsoft Entra, as whatever identity this process has (DefaultAzureCredential)',
  )
  @IsBoolean({ message: 'must be true or false' })
  entra = false;

  @Setting('AZURE_OPENAI_ENDPOINT', 'text', 'Its endpoint; http:// for an emulator', {
    example: 'https://your-resource.openai.azure.com/',
  })
  @IsOptional()
  @IsString()
  endpoint: string | null = null;

  @Setting('AZURE_OPENAI_DEPLOYMENT', 'text', 'Name of the deployment of a chat model in it', {
    example: 'your_deployment',
  })
  @IsOptional()
  @IsString()
  deployment: string | null = null;

  @Setting('AZURE_OPENAI_API_VERSION', 'text', 'Version of the API')
  @Matches(/^\d{4}-\d{2}-\d{2}(-preview)?$/, { message: 'must be a date such as 2024-10-21' })
  apiVersion = '2024-10-21';

  @Setting(
    'AZURE_OPENAI_RESOURCES',
    'json',
    'Several deployments as a JSON list of {endpoint, key or entra, deployment, weight}; goes before AZURE_OPENAI_KEY',
    { secret: true, example: 'your_openai_resources' },
  )
  @IsOptional()
  resources: unknown = null;

  @Setting(
    'AZURE_OPENAI_RESOURCES_FILE',
    'text',
    'File with such a list, read anew on SIGHUP: keys change without a restart; goes before AZURE_OPENAI_RESOURCES',
    { example: 'your_openai_resources.json' },
  )
  @IsOptional()
  @IsString()
  resourcesFile: string | null = null;

  @Setting(
    'AZURE_OPENAI_HEDGE',
    'flag',
    'Of several deployments, ask a second one beside the first when a turn runs out of time; costs its tokens too',
  )
  @IsBoolean({ message: 'must be true or false' })
  hedge = true;

  problems(find: FindFragment): readonly string[] {
    try {
      if (isConfigured(this)) inlineResources(this);
      else if ((find(ProviderChoice).ai ?? []).includes('azure-openai'))
        return ['AZURE_OPENAI_KEY: must be set where the AI provider is azure-openai'];
      return [];
    } catch (error) {
      if (!(error instanceof ResourceError)) throw error;
      return [`${this.resources === null ? 'AZURE_OPENAI_KEY' : 'AZURE_OPENAI_RESOURCES'}: ${error.message}`];
    }
  }
}

/** What tells of resources in the settings. */
export type ResourceSettings = Pick<
  AzureOpenAiSettings,
  'key' | 'entra' | 'endpoint' | 'deployment' | 'resources' | 'resourcesFile'
>;

/** Whether the environment names any resource: then azure-openai answers unless another is asked for. */
export const isConfigured = ({ key, entra, resources, resourcesFile }: ResourceSettings): boolean =>
  key !== null || entra || resources !== null || resourcesFile !== null;

/** The resources that stand in the settings themselves. @throws ResourceError */
export function inlineResources(settings: ResourceSettings): AzureOpenAiResource[] {
  const { key, entra, endpoint, deployment, resources } = settings;
  if (resources !== null) return readResources(resources);
  if (key === null && !entra) return [];
  if (endpoint === null || deployment === null)
    throw new ResourceError('needs AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_DEPLOYMENT beside it');
  return [readResource({ ...(entra ? { entra } : { key }), endpoint, deployment })];
}
