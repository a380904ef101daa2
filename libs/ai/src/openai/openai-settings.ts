import { IsOptional, IsString, IsUrl } from 'class-validator';
import { ProviderChoice, Setting } from '@app/config';
import type { CrossChecked, FindFragment } from '@app/config';
import { ChatSettings } from './chat-settings';

/** Any server that speaks OpenAI's chat completions. */
export class OpenAiSettings extends ChatSettings implements CrossChecked {
  @Setting(
    'OPENAI_BASE_URL',
    'text',
    'Of a server with the chat completions of OpenAI (vLLM, llama.cpp, …); not set: OpenAI itself',
    { example: 'your_base_url' },
  )
  @IsOptional()
  @IsUrl(
    { require_tld: false, protocols: ['http', 'https'], require_protocol: true },
    { message: 'must be a URL' },
  )
  baseUrl: string | null = null;

  @Setting('OPENAI_API_KEY', 'text', 'Its key; servers of your own may need none', {
    secret: true,
    example: 'your_openai_api_key',
  })
  @IsOptional()
  @IsString()
  apiKey: string | null = null;

  @Setting('OPENAI_MODEL', 'text', 'The model to ask for', { example: 'your_model' })
  @IsOptional()
  @IsString()
  model: string | null = null;

  problems(find: FindFragment): readonly string[] {
    if (!(find(ProviderChoice).ai ?? []).includes('openai')) return [];
    const problems: string[] = [];
    if (this.model === null) problems.push('OPENAI_MODEL: must be set where the AI provider is openai');
    if (this.baseUrl === null && this.apiKey === null)
      problems.push('OPENAI_API_KEY: must be set where the AI provider is openai, or OPENAI_BASE_URL');
    return problems;
  }
}
