import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { root } from './support/compose-file';
import { delivered as files, find, invalid, one } from './support/manifests';
import type { InFile, Manifest } from './support/manifests';
import { misspelt } from './support/misspelt';

const text = (path: string): string => readFileSync(join(root, path), 'utf8');

const runs = (...command: string[]): boolean => spawnSync(command[0]!, command.slice(1)).status === 0;

/** Either has it; undefined where neither is on this machine. */
const builder = [
  runs('kubectl', 'version', '--client') && ['kubectl', 'kustomize'],
  runs('kustomize', 'version') && ['kustomize', 'build'],
].find(command => command !== false);

describe('Kustomize', () => {
  const folders = ['base', 'components/cpu-only', 'overlays/staging', 'overlays/production'].map(
    name => `deploy/kustomize/${name}`,
  );

  interface Kustomization {
    readonly resources?: readonly string[];
    readonly components?: readonly string[];
    readonly patches?: readonly {
      readonly path?: string;
      readonly target?: { readonly kind: string; readonly name: string };
    }[];
  }
  const read = (folder: string): Kustomization =>
    parse(text(`${folder}/kustomization.yaml`)) as Kustomization;

  it.each(folders)('%s refers to files and things that there are', folder => {
    const { resources = [], components = [], patches = [] } = read(folder);
    const paths = [...resources, ...components, ...patches.flatMap(({ path }) => path ?? [])].map(path =>
      join(root, folder, path),
    );
    expect(paths.filter(path => !existsSync(path))).toEqual([]);
    const targets = patches.map(({ path, target }) => {
      const patched = path === undefined ? null : (parse(text(join(folder, path))) as Manifest);
      return one(patched?.kind ?? target!.kind, patched?.metadata.name ?? target!.name);
    });
    expect(targets).not.toContain(undefined);
  });

  it('builds on all manifests, each once', () => {
    const based = read(folders[0]!).resources!.map(path => path.replace('../../k8s/', ''));
    expect(based.toSorted()).toEqual(
      [...new Set(files.map(({ file }) => file))].filter(file => file !== '00-namespace.yaml'),
    );
    expect(files.map(({ file }) => file)).not.toContain('kustomization.yaml');
  });

  (builder ? describe : describe.skip)('makes of an overlay', () => {
    const built = (name: string): InFile[] => {
      const [command, ...options] = [...builder!, '--load-restrictor', 'LoadRestrictionsNone'];
      const { status, stdout, stderr } = spawnSync(
        command,
        [...options, `deploy/kustomize/overlays/${name}`],
        {
          cwd: root,
          encoding: 'utf8',
        },
      );
      if (status !== 0) throw new Error(stderr);
      return parseAllDocuments(stdout).map(document => {
        const written = document.toJS() as Omit<Manifest, 'spec'>;
        return { file: name, written, manifest: { spec: {}, ...written } };
      });
    };
    const kinds = (manifests: readonly InFile[]): string[] =>
      manifests.map(({ manifest: { kind, metadata } }) => `${kind} ${metadata.name}`).toSorted();

    it.each(['staging', 'production'])('%s what Kubernetes takes', name => {
      expect(invalid(built(name))).toEqual([]);
      expect(misspelt(built(name))).toEqual([]);
    });

    it('staging one instance in its own namespace, scaled by what every cluster knows', () => {
      const staging = built('staging');
      const namespaces = staging.map(({ manifest: { kind, metadata } }) =>
        kind === 'Namespace' ? metadata.name : metadata.namespace,
      );
      expect(new Set(namespaces)).toEqual(new Set(['realtime-processor-staging']));
      const { spec } = find(staging, 'HorizontalPodAutoscaler')!;
      expect(spec).toMatchObject({ minReplicas: 1, maxReplicas: 2 });
      expect(spec.metrics).toEqual(
        one('HorizontalPodAutoscaler').spec.metrics!.filter(({ type }) => type === 'Resource'),
      );
      const told = find(staging, 'ConfigMap')!.data!;
      expect(told).toEqual({ ...one('ConfigMap').data, LOG_LEVEL: 'debug' });
    });

    it('production everything but the secret, of a version', () => {
      const production = built('production');
      expect(kinds(production)).toEqual(
        [...new Set(kinds(files))].filter(each => each !== 'Secret realtime-processor'),
      );
      const [container] = find(production, 'Deployment')!.spec.template!.spec.containers;
      expect(container!.image).toMatch(/^registry\.example\.com\/realtime-processor:\d+\.\d+\.\d+$/);
    });
  });
});
