import type { TokenCredential } from '@azure/identity';

let loading: Promise<TokenCredential> | null = null;

/** One for the process: it keeps its tokens until they are about to expire. Loaded only where no key is used. */
const identity = (): Promise<TokenCredential> =>
  (loading ??= import('@azure/identity').then(azure => new azure.DefaultAzureCredential()));

/** Found again in what the SDK says when it could not connect. */
export const NO_TOKEN = 'Microsoft Entra gave no token';

/**
 * Tokens of Microsoft Entra, asked for by the SDK each time it connects.
 * @param resourceId where a region is entered: it has to be told which resource the token is for, as `aad#<id>#<token>`
 */
export const entraCredential = (resourceId: string | null): TokenCredential => ({
  async getToken(scopes) {
    const given = await (await identity()).getToken(scopes).catch((cause: unknown) => {
      throw new Error(NO_TOKEN, { cause });
    });
    return given && resourceId !== null ? { ...given, token: `aad#${resourceId}#${given.token}` } : given;
  },
});
