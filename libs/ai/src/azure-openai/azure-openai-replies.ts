import { createHash } from 'node:crypto';
import { AzureOpenAI } from 'openai';
import type { CallScope, ProviderContext } from '@app/core';
import { ChatReplies } from '../openai/chat-replies';
import { clientDefaults } from '../openai/client-defaults';
import { ConnectionPool } from '../openai/connection-pool';
import { intentsOfScript } from '../openai/prompt/guess-intent';
import { countTokens } from '../openai/prompt/token-counter';
import { serverAt } from '../openai/resources/chat-resource';
import type { ChatResource } from '../openai/resources/chat-resource';
import { ChatResources } from '../openai/resources/chat-resources';
import type { AzureOpenAiResource } from './azure-openai-resource';
import type { AzureOpenAiSettings } from './azure-openai-settings';
import { filteredCategories } from './content-filter';
import { entraToken } from './entra-token';
import { loadResources, reloadOnHangup } from './load-resources';

/** Makes the reply engine for Azure OpenAI. @throws ResourceError, ScriptError */
export async function makeAzureOpenAiReplies(
  settings: Readonly<AzureOpenAiSettings>,
  context: ProviderContext,
): Promise<ChatReplies> {
  const { clock } = context;
  const warn = (message: string, about?: CallScope): void => context.warn(message, about);
  const guessIntent = intentsOfScript(settings.file);
  const listed = await loadResources(settings);
  const pool = new ConnectionPool();
  const made = (list: readonly AzureOpenAiResource[]): ChatResource[] =>
    list.map(each => deploymentOf(each, settings.apiVersion, pool));
  const resources = new ChatResources(made(listed), clock);
  return new ChatReplies({
    name: 'azure-openai',
    settings,
    model: [...new Set(listed.map(({ deployment }) => deployment))].sort().join(' '),
    resources,
    pool,
    clock,
    countTokens,
    guessIntent,
    filteredBy: filteredCategories,
    hedges: settings.hedge,
    warn,
    release: reloadOnHangup(settings, list => resources.replace(made(list)), warn),
  });
}

function deploymentOf(
  { name, key, endpoint, deployment, weight }: AzureOpenAiResource,
  apiVersion: string,
  pool: ConnectionPool,
): ChatResource {
  // By `endpoint` the SDK would take OPENAI_BASE_URL for its own, which is another engine's here.
  const baseURL = new URL('openai', endpoint.href.replace(/\/*$/, '/')).href;
  const access = key === null ? { azureADTokenProvider: entraToken } : { apiKey: key };
  const client = new AzureOpenAI({ ...clientDefaults(pool), ...access, baseURL, apiVersion, deployment });
  return {
    name,
    model: deployment,
    server: serverAt(endpoint),
    weight,
    identity: createHash('sha256').update(`${name} ${key}`).digest('hex'),
    stream: (body, signal, headers) =>
      client.chat.completions.create({ ...body, model: deployment }, { signal, headers: { ...headers } }),
    probe: async signal => client.models.list({ signal }),
  };
}
