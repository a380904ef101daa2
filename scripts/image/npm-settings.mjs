// How npm reaches its registry on this machine, handed to the npm of a build: mounted while it runs, so that nothing of it,
// least of all a token, is in the image.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const npmConfig = () => JSON.parse(execFileSync('npm', ['config', 'list', '--json'], { encoding: 'utf8' }));

/** Writes an npmrc and says what to mount: `[here, there, options]`. */
export function npmMounts(file) {
  const config = npmConfig();
  const own = existsSync(config.userconfig) ? readFileSync(config.userconfig, 'utf8') : '';
  // Node is told by its environment whom to trust, which a build does not have.
  const cafile = config.cafile ?? process.env.NODE_EXTRA_CA_CERTS;
  const reached = Object.entries({
    registry: config.registry,
    proxy: config.proxy,
    'https-proxy': config['https-proxy'],
    cafile,
    cache: '/var/cache/npm',
    'prefer-offline': true,
  });
  const lines = reached.filter(([, value]) => value).map(([name, value]) => `${name}=${value}`);
  writeFileSync(file, [own, ...lines, ''].join('\n'), { mode: 0o600 });
  const mounts = [[file, '/root/.npmrc', 'ro']];
  if (existsSync(config.cache)) mounts.push([config.cache, '/var/cache/npm', 'rw']);
  if (cafile) mounts.push([cafile, cafile, 'ro']);
  return mounts;
}
