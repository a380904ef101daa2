import { APIError } from 'openai';
import type { ChatResource, ProbeAnswer } from './chat-resource';

/** Never throws. Aborting the signal ends the request: the resource was silent. */
export async function probeResource(resource: ChatResource, signal: AbortSignal): Promise<ProbeAnswer> {
  try {
    await resource.probe(signal);
    return 'well';
  } catch (thrown) {
    const status = thrown instanceof APIError ? (thrown as APIError).status : undefined;
    if (status === undefined || status >= 500) return 'silent';
    if (status === 401) return 'refused';
    return status === 429 ? 'well' : 'mute';
  }
}
