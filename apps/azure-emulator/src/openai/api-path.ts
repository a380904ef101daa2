/** What a path of the API names. */
export interface ApiPath {
  readonly operation: 'chat' | 'embeddings' | 'models';
  readonly method: 'GET' | 'POST';
  /** In the path; null where the body names the model. */
  readonly deployment: string | null;
  /** Dated versions are asked for by the paths of deployments, none by `/v1`. */
  readonly needsVersion: boolean;
}

const OPERATIONS: Readonly<Record<string, ApiPath['operation']>> = {
  'chat/completions': 'chat',
  embeddings: 'embeddings',
};

/**
 * `/openai/deployments/D/…` is Azure's, `/openai/v1/…` its newer form, `/v1/…` that of every compatible server. Models are
 * listed by `models` in the place of an operation; Azure's older form has it at `/openai/models`.
 * @returns null for paths of anything else
 */
export function apiPath(path: string): ApiPath | null {
  const deployed = /^\/openai\/deployments\/([^/]+)\/(.+)$/.exec(path);
  const plain = /^(?:\/openai)?\/v1\/(.+)$/.exec(path);
  const dated = path === '/openai/models';
  if (dated || plain?.[1] === 'models')
    return { operation: 'models', method: 'GET', deployment: null, needsVersion: dated };
  const operation = OPERATIONS[deployed?.[2] ?? plain?.[1] ?? ''];
  if (operation === undefined) return null;
  return {
    operation,
    method: 'POST',
    deployment: deployed ? decodeURIComponent(deployed[1]!) : null,
    needsVersion: deployed !== null,
  };
}

/** Chat completions began with this one. */
const FIRST_VERSION = '2023-05-15';

/** `2024-10-21`, `2025-03-01-preview`. */
export const isApiVersion = (version: string | null): boolean =>
  version !== null && /^\d{4}-\d{2}-\d{2}(-preview)?$/.test(version) && version >= FIRST_VERSION;
