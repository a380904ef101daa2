// Builds the Dockerfile, weighs what comes out, runs it as its own user on a read-only root, calls it and stops it. It needs
// no engine: buildah builds, on a stand-in for the official base. Where that cannot be it is skipped, and says why, unless
// IMAGE_REQUIRED=true. Everything is made in one folder for temporary files, and gone at the end.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './build.mjs';
import { baseNames, makeBase } from './image/base.mjs';
import { Builder } from './image/builder.mjs';
import { npmMounts } from './image/npm-settings.mjs';
import { sizeOf } from './image/size.mjs';
import { hold, tell } from './image/tell.mjs';
import { tryOut } from './image/try-out.mjs';

const LIMIT_MB = 250;
const IMAGE = 'realtime-processor:check';

function missing() {
  const works = (...command) => spawnSync(command[0], command.slice(1)).status === 0;
  const tools = ['buildah', 'mmdebstrap', 'nsenter', 'setpriv'].filter(tool => !works('which', tool));
  const rights = process.getuid() === 0 && works('unshare', '--mount', '--pid', '--fork', 'true');
  return rights ? tools : [...tools, 'root that may mount'];
}

function build(builder, folder) {
  const dockerfile = join(root, 'Dockerfile');
  const base = join(folder, 'base');
  makeBase(base);
  for (const name of baseNames(readFileSync(dockerfile, 'utf8'))) {
    builder.build(base, name, { file: join(base, 'Containerfile') });
    tell(`a stand-in for ${name} is made`);
  }
  builder.build(root, IMAGE, { file: dockerfile, mounts: npmMounts(join(folder, 'npmrc')) });
  tell('the image is built');
}

function weigh(files) {
  const [modules, dist, whole] = ['app/node_modules', 'app/dist', '.'].map(path => sizeOf(join(files, path)));
  tell(
    `node_modules ${modules.toFixed(0)} MB, dist ${dist.toFixed(0)} MB, the whole image here ${whole.toFixed(0)} MB`,
  );
  hold(modules + dist <= LIMIT_MB, `node_modules and dist take no more than ${LIMIT_MB} MB`);
}

async function check() {
  const folder = mkdtempSync(join(tmpdir(), 'realtime-image-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
  const builder = new Builder(folder);
  build(builder, folder);
  const files = builder.unpack(IMAGE);
  weigh(files);
  await tryOut(files, builder.config(IMAGE));
}

const absent = missing();
if (absent.length === 0) await check();
else {
  tell(`SKIPPED, it needs ${absent.join(', ')}`);
  process.exitCode = process.env.IMAGE_REQUIRED === 'true' ? 1 : 0;
}
