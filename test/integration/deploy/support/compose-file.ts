import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode, isPair, isScalar, parseDocument, visit } from 'yaml';

export const root = join(__dirname, '../../../..');

/** What of a service the specs look at. */
export interface Service {
  readonly image: string;
  readonly container_name?: string;
  readonly command?: readonly string[];
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: readonly unknown[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly extra_hosts?: readonly string[];
  readonly depends_on?: readonly string[] | Readonly<Record<string, { readonly condition: string }>>;
  readonly stop_grace_period?: string;
  readonly [key: string]: unknown;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks?: Readonly<Record<string, unknown>>;
}

export interface ParsedCompose {
  readonly content: ComposeFile;
  /** `services.redis.ports` and the tag it carries: what it does to the file it is laid over. */
  readonly tags: ReadonlyMap<string, string>;
}

/** `[from, to]` of what is mounted from this repository. */
export const mounts = ({ volumes = [] }: Service): [string, string][] =>
  volumes.filter(volume => volume.startsWith('./')).map(volume => volume.split(':') as [string, string]);

/** @throws YAMLParseError */
export function parseCompose(name: string): ParsedCompose {
  const document = parseDocument(readFileSync(join(root, name), 'utf8'), { merge: true, logLevel: 'silent' });
  if (document.errors[0]) throw document.errors[0];
  const tags = new Map<string, string>();
  visit(document, {
    Pair(_key, { key, value }, path) {
      if (!isNode(value) || !isScalar(key) || (value.tag !== '!override' && value.tag !== '!reset')) return;
      const above = path.filter(isPair).map(pair => String(pair.key));
      tags.set([...above, String(key.value)].join('.'), value.tag);
    },
  });
  return { content: document.toJS() as ComposeFile, tags };
}

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lists that are one thing. */
const whole = /\.(?:command|entrypoint|healthcheck\.test)$/;

/** As Compose lays one file over another: maps grow together, lists too, but for what the tags say. */
export function layOver(base: ComposeFile, over: ParsedCompose): ComposeFile {
  const merge = (below: unknown, above: unknown, path: string): unknown => {
    const tag = over.tags.get(path);
    if (tag !== undefined) return tag === '!reset' ? undefined : above;
    if (Array.isArray(below) && Array.isArray(above) && !whole.test(path))
      return [...(below as unknown[]), ...(above as unknown[])];
    if (!isTree(above)) return above;
    const under = isTree(below) ? below : {};
    const merged: Record<string, unknown> = { ...under };
    for (const [key, value] of Object.entries(above))
      merged[key] = merge(under[key], value, path === '' ? key : `${path}.${key}`);
    return merged;
  };
  return merge(base, over.content, '') as ComposeFile;
}
