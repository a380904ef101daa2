/** Where Redis is, as REDIS_URL says it. */
export type RedisAddress = RedisAccess &
  (
    | { readonly kind: 'single'; readonly node: RedisNode }
    | { readonly kind: 'sentinel'; readonly nodes: readonly RedisNode[]; readonly master: string }
    | { readonly kind: 'cluster'; readonly nodes: readonly RedisNode[] }
  );

export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

export interface RedisAccess {
  readonly username: string | null;
  readonly password: string | null;
  /** 0 in a cluster, which has no other. */
  readonly db: number;
  readonly tls: boolean;
}

const FORM = /^(redis|rediss)(?:\+(sentinel|cluster))?:\/\/(?:([^@/]*)@)?([^/?#]+)(?:\/([^?#]*))?$/;
const NODE = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/;
const SENTINEL_PORT = 26_379;
const REDIS_PORT = 6379;

/**
 * Reads one of
 * - `redis://[user:password@]host[:port][/db]`, `rediss://` where TLS is spoken;
 * - `redis+sentinel://[user:password@]host[:port],host[:port]/master[/db]`;
 * - `redis+cluster://[user:password@]host[:port],host[:port]`.
 *
 * User and password are percent-encoded; `rediss+…` speaks TLS with every node.
 * @returns null when it is none of them
 */
export function parseRedisUrl(url: string): RedisAddress | null {
  const [, scheme, kind, user, hosts, path = ''] = FORM.exec(url) ?? [];
  if (scheme === undefined || hosts === undefined) return null;
  const nodes = readNodes(hosts, kind === 'sentinel' ? SENTINEL_PORT : REDIS_PORT);
  const [first, ...others] = nodes ?? [];
  const credentials = readCredentials(user);
  if (!nodes || !first || !credentials) return null;
  const tls = scheme === 'rediss';
  const parts = path === '' ? [] : path.split('/');
  if (kind === 'cluster') {
    return parts.length > 0 ? null : { kind, nodes, ...credentials, db: 0, tls };
  }
  const master = kind === 'sentinel' ? parts.shift() : '';
  const db = readDb(parts);
  if (db === null || master === undefined) return null;
  if (kind === 'sentinel') {
    return master === ''
      ? null
      : { kind, nodes, master: decodeURIComponent(master), ...credentials, db, tls };
  }
  return others.length > 0 ? null : { kind: 'single', node: first, ...credentials, db, tls };
}

function readNodes(hosts: string, defaultPort: number): RedisNode[] | null {
  const nodes: RedisNode[] = [];
  for (const text of hosts.split(',')) {
    const [, six, host = six, port] = NODE.exec(text) ?? [];
    if (host === undefined || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) return null;
    nodes.push({ host, port: port === undefined ? defaultPort : Number(port) });
  }
  return nodes;
}

function readCredentials(user: string | undefined): Pick<RedisAccess, 'username' | 'password'> | null {
  if (user === undefined || user === '') return { username: null, password: null };
  const colon = user.indexOf(':');
  try {
    const [name, password] = [
      colon < 0 ? user : user.slice(0, colon),
      colon < 0 ? '' : user.slice(colon + 1),
    ];
    return { username: decodeURIComponent(name) || null, password: decodeURIComponent(password) || null };
  } catch {
    return null;
  }
}

function readDb([db, ...more]: readonly string[]): number | null {
  if (db === undefined) return 0;
  return more.length === 0 && /^\d{1,4}$/.test(db) ? Number(db) : null;
}
