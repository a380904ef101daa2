/** One Azure Speech resource: where it is, how it is entered and how much of the load it takes. */
export interface SpeechResource {
  /** For logs and metrics: the region, or the host of the endpoint. Not a secret, and unique among the resources. */
  readonly name: string;
  /** null: it is entered by a token of Microsoft Entra. */
  readonly key: string | null;
  /** The id of the resource in Azure, which a region asks for beside such a token; its own domain does not. */
  readonly resourceId: string | null;
  /** Exactly one of region and endpoint is there. */
  readonly region: string | null;
  readonly endpoint: URL | null;
  /** A resource of weight 2 takes twice the load of one of weight 1. */
  readonly weight: number;
  /** Connections that work at once; Infinity where nothing was said. */
  readonly maxConcurrent: number;
}

/** What an operator writes of one resource. */
export interface ResourceEntry {
  readonly key?: unknown;
  readonly entra?: unknown;
  readonly resourceId?: unknown;
  readonly region?: unknown;
  readonly endpoint?: unknown;
  readonly weight?: unknown;
  readonly maxConcurrent?: unknown;
}

/** The text is no resource; the message says what is wrong and never shows a value. */
export class ResourceError extends Error {}

const FIELDS = ['key', 'entra', 'resourceId', 'region', 'endpoint', 'weight', 'maxConcurrent'];
const REGION = /^[a-z][a-z0-9]{2,40}$/;
/** What the portal shows as the endpoint of a region's resource: it issues tokens and hears nothing. */
const TOKEN_HOST = /^([a-z][a-z0-9]+)\.api\.cognitive\.(microsoft\.com|microsoft\.us|azure\.cn|azure\.us)$/;

/** @throws ResourceError */
export function readResources(list: unknown): SpeechResource[] {
  if (!Array.isArray(list)) throw new ResourceError('must be a JSON list of resources');
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

/** @throws ResourceError whose message follows the name of the resource or variable */
export function readResource(entry: unknown): SpeechResource {
  if (typeof entry !== 'object' || entry === null) throw new ResourceError('must be an object');
  const unknown = Object.keys(entry).find(name => !FIELDS.includes(name));
  if (unknown !== undefined) throw new ResourceError(`may have only ${FIELDS.join(', ')}`);
  const { region, endpoint, weight = 1, maxConcurrent }: ResourceEntry = entry;
  if ((region === undefined) === (endpoint === undefined))
    throw new ResourceError('must have either a region or an endpoint');
  if (typeof weight !== 'number' || !(weight > 0)) throw new ResourceError('must have a weight above 0');
  const most = maxConcurrent ?? Number.POSITIVE_INFINITY;
  if (typeof most !== 'number' || !(most >= 1))
    throw new ResourceError('must have a maxConcurrent of 1 or more');
  return { ...accessOf(entry), weight, maxConcurrent: most, ...placeOf(region, endpoint) };
}

function accessOf({
  key,
  entra = false,
  resourceId,
  region,
}: ResourceEntry): Pick<SpeechResource, 'key' | 'resourceId'> {
  if (typeof entra !== 'boolean') throw new ResourceError('must have entra as true or false');
  if (!entra) {
    if (typeof key !== 'string' || key === '') throw new ResourceError('must have a key');
    return { key, resourceId: null };
  }
  if (key !== undefined) throw new ResourceError('must have either a key or entra');
  if (region === undefined) return { key: null, resourceId: null };
  if (typeof resourceId !== 'string' || resourceId === '')
    throw new ResourceError('must have a resourceId beside entra and a region');
  return { key: null, resourceId };
}

function placeOf(region: unknown, endpoint: unknown): Pick<SpeechResource, 'name' | 'region' | 'endpoint'> {
  if (region !== undefined) {
    if (typeof region !== 'string' || !REGION.test(region))
      throw new ResourceError('must have a region such as westeurope');
    return { name: region, region, endpoint: null };
  }
  const url = typeof endpoint === 'string' ? URL.parse(endpoint) : null;
  if (!url || !/^(ws|http)s?:$/.test(url.protocol))
    throw new ResourceError('must have an endpoint such as https://name.cognitiveservices.azure.com');
  const ofToken = TOKEN_HOST.exec(url.hostname)?.[1];
  return ofToken === undefined
    ? { name: url.host, region: null, endpoint: url }
    : { name: ofToken, region: ofToken, endpoint: null };
}
