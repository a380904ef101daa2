import { OpenAI } from 'openai';
import type { ProviderContext } from '@app/core';
import { ChatReplies } from './chat-replies';
import { clientDefaults } from './client-defaults';
import { ConnectionPool } from './connection-pool';
import type { OpenAiSettings } from './openai-settings';
import { intentsOfScript } from './prompt/guess-intent';
import { countTokens } from './prompt/token-counter';
import { serverAt } from './resources/chat-resource';
import type { ChatResource } from './resources/chat-resource';
import { ChatResources } from './resources/chat-resources';

const OPENAI = 'https://api.openai.com/v1';

/** Makes the reply engine for a server that is compatible with OpenAI. @throws ScriptError */
export async function makeOpenAiReplies(
  settings: Readonly<OpenAiSettings>,
  context: ProviderContext,
): Promise<ChatReplies> {
  const { clock } = context;
  const guessIntent = intentsOfScript(settings.file);
  const pool = new ConnectionPool();
  return new ChatReplies({
    name: 'openai',
    settings,
    model: `${settings.baseUrl ?? OPENAI} ${settings.model ?? ''}`,
    resources: new ChatResources([serverOf(settings, pool)], clock),
    pool,
    clock,
    countTokens,
    guessIntent,
    filteredBy: () => [],
    hedges: false,
    warn: (message, about) => context.warn(message, about),
  });
}

function serverOf({ baseUrl, apiKey, model }: Readonly<OpenAiSettings>, pool: ConnectionPool): ChatResource {
  const baseURL = baseUrl ?? OPENAI;
  // A server that wants no key does not look at it; the SDK insists on one.
  const client = new OpenAI({ ...clientDefaults(pool), baseURL, apiKey: apiKey ?? 'none' });
  const url = new URL(baseURL);
  const { host } = url;
  return {
    name: `${host}/${model ?? ''}`,
    model: model ?? '',
    server: serverAt(url),
    identity: host,
    weight: 1,
    stream: (body, signal, headers) =>
      client.chat.completions.create({ ...body, model: model ?? '' }, { signal, headers: { ...headers } }),
    probe: async signal => client.models.list({ signal }),
  };
}
