/** One Azure OpenAI deployment: where it is, how it is entered and how much of the load it takes. */
export interface AzureOpenAiResource {
  /** For logs: host and deployment. Not a secret, and unique among the resources. */
  readonly name: string;
  /** null: it is entered by a token of Microsoft Entra. */
  readonly key: string | null;
  readonly endpoint: URL;
  readonly deployment: string;
  /** A resource of weight 2 gets twice the calls of one of weight 1. */
  readonly weight: number;
}

/** The text is no resource; the message says what is wrong and never shows a value. */
export class ResourceError extends Error {}

const FIELDS = ['key', 'entra', 'endpoint', 'deployment', 'weight'];

/** @throws ResourceError */
export function readResources(list: unknown): AzureOpenAiResource[] {
  if (!Array.isArray(list) || list.length === 0) throw new ResourceError('must be a JSON list of resources');
  const names = new Map<string, number>();
  return list.map((entry: unknown, index) => {
    try {
      const resource = readResource(entry);
      const seen = (names.get(resource.name) ?? 0) + 1;
      names.set(resource.name, seen);
      return seen === 1 ? resource : { ...resource, name: `${resource.name}#${seen}` };
    } catch (error) {
      if (error instanceof ResourceError) throw new ResourceError(`resource ${index + 1} ${error.message}`);
      throw error;
    }
  });
}

/** @throws ResourceError whose message follows the name of the resource */
export function readResource(entry: unknown): AzureOpenAiResource {
  if (typeof entry !== 'object' || entry === null) throw new ResourceError('must be an object');
  const fields = new Map<string, unknown>(Object.entries(entry));
  if ([...fields.keys()].some(name => !FIELDS.includes(name)))
    throw new ResourceError(`may have only ${FIELDS.join(', ')}`);
  const endpoint = readEndpoint(fields.get('endpoint'));
  const deployment = readText(fields.get('deployment'), 'deployment');
  const weight = fields.get('weight') ?? 1;
  if (typeof weight !== 'number' || !(weight > 0)) throw new ResourceError('must have a weight above 0');
  const key = readKey(fields.get('key'), fields.get('entra') ?? false);
  return { name: `${endpoint.host}/${deployment}`, key, endpoint, deployment, weight };
}

function readKey(key: unknown, entra: unknown): string | null {
  if (typeof entra !== 'boolean') throw new ResourceError('must have entra as true or false');
  if (!entra) return readText(key, 'key');
  if (key !== undefined) throw new ResourceError('must have either a key or entra');
  return null;
}

function readText(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new ResourceError(`must have a ${name}`);
  return value;
}

/** A key goes over the network in the clear only where there is no network: http is for emulators and proxies beside us. */
function readEndpoint(value: unknown): URL {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new ResourceError('must have an endpoint such as https://name.openai.azure.com');
  return url;
}
