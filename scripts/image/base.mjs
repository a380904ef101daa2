// A stand-in for the official image that the Dockerfile builds on, where no registry of images is: Debian's smallest system,
// the Node of the lock, the npm that runs this, and the user `node`.
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../build.mjs';

/** What the Dockerfile names after FROM, once each, its own stages apart. */
export function baseNames(dockerfile) {
  const stages = [...dockerfile.matchAll(/^FROM (\S+)(?: AS (\S+))?/gm)];
  const own = stages.map(([, , name]) => name);
  return [...new Set(stages.map(([, from]) => from).filter(from => !own.includes(from)))];
}

/** This machine's own package sources, whatever mirror they name. */
function aptSources() {
  const files = globSync(['sources.list', 'sources.list.d/*.list', 'sources.list.d/*.sources'], {
    cwd: '/etc/apt',
  });
  return files.map(file => `${readFileSync(join('/etc/apt', file), 'utf8')}\n`).join('\n');
}

function codename() {
  return /^VERSION_CODENAME=(\S+)/m.exec(readFileSync('/etc/os-release', 'utf8'))[1];
}

/** Its command is bin/npm-cli.js in it. */
function npmFolder() {
  const command = process.env.npm_execpath ?? execFileSync('which', ['npm'], { encoding: 'utf8' }).trim();
  return dirname(dirname(realpathSync(command)));
}

/** Writes base.tar and a Containerfile for it into the folder. */
export function makeBase(folder) {
  mkdirSync(folder, { recursive: true });
  const node = join(root, `node_modules/node-linux-${process.arch}/bin/node`);
  const hooks = [
    `mkdir -p "$1/usr/local/bin" "$1/usr/local/lib/node_modules"`,
    `cp '${node}' "$1/usr/local/bin/node"`,
    `cp -a '${npmFolder()}' "$1/usr/local/lib/node_modules/npm"`,
    `ln -s ../lib/node_modules/npm/bin/npm-cli.js "$1/usr/local/bin/npm"`,
    `chroot "$1" useradd --uid 1000 --user-group --create-home node`,
  ];
  const slim = ['doc', 'man', 'locale', 'info'].map(name => `--dpkgopt=path-exclude=/usr/share/${name}/*`);
  execFileSync(
    'mmdebstrap',
    [
      '--quiet',
      '--variant=minbase',
      ...slim,
      ...hooks.map(hook => `--customize-hook=${hook}`),
      codename(),
      join(folder, 'base.tar'),
      '-',
    ],
    { input: aptSources(), stdio: ['pipe', 'inherit', 'inherit'] },
  );
  writeFileSync(
    join(folder, 'Containerfile'),
    'FROM scratch\nADD base.tar /\nENV PATH=/usr/local/bin:/usr/bin:/bin\nCMD ["node"]\n',
  );
}
