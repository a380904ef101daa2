import type { TokenCredential } from '@azure/identity';
import { ProviderError } from '@app/core';

/** What a token for Azure OpenAI is asked for. */
const SCOPE = 'https://cognitiveservices.azure.com/.default';

const NO_TOKEN = 'Microsoft Entra gave no token';

let loading: Promise<TokenCredential> | null = null;

/** One for the process: it keeps its tokens until they are about to expire. Loaded only where no key is used. */
const identity = (): Promise<TokenCredential> =>
  (loading ??= import('@azure/identity').then(azure => new azure.DefaultAzureCredential()));

/** A token of Microsoft Entra, asked for by the SDK before each request. @throws ProviderError */
export async function entraToken(): Promise<string> {
  try {
    const given = await (await identity()).getToken(SCOPE);
    if (given) return given.token;
  } catch (cause) {
    throw new ProviderError('azure-openai', 'transient', NO_TOKEN, { cause });
  }
  throw new ProviderError('azure-openai', 'transient', NO_TOKEN);
}
