// How npm reaches its registry on this machine, handed to the npm of a build: mounted while it runs, so that nothing of it,
// least of all a token, is in the image.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const names = ['registry', 'cafile', 'proxy', 'https-proxy'];

const npmConfig = () => JSON.parse(execFileSync('npm', ['config', 'list', '--json'], { encoding: 'utf8' }));

/** Writes an npmrc and says what to mount: `[here, there, options]`. */
export function npmMounts(file) {
  const config = npmConfig();
  const own = existsSync(config.userconfig) ? readFileSync(config.userconfig, 'utf8') : '';
  const reached = names.filter(name => config[name]).map(name => `${name}=${config[name]}`);
  writeFileSync(file, [own, ...reached, 'cache=/var/cache/npm', 'prefer-offline=true', ''].join('\n'), {
    mode: 0o600,
  });
  const mounts = [[file, '/root/.npmrc', 'ro']];
  if (existsSync(config.cache)) mounts.push([config.cache, '/var/cache/npm', 'rw']);
  if (config.cafile) mounts.push([config.cafile, config.cafile, 'ro']);
  return mounts;
}
