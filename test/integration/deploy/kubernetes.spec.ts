import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { ServerSettings, settingsOf } from '@app/config';
import { fragments, loadConfiguration } from '../../../apps/realtime-processor/src/configuration';
import { root } from './support/compose-file';
import { fits, invalid, readManifests } from './support/manifests';
import type { Manifest, PodSpec } from './support/manifests';

const SECRET = 'c4b1f0d97e2a58366d1b0f9ae2c7d584';

const files = readManifests('deploy/k8s');
const manifests = files.map(({ manifest }) => manifest);
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const one = (kind: string, name = 'realtime-processor'): Manifest =>
  manifests.find(each => each.kind === kind && each.metadata.name === name)!;

const deployment = one('Deployment');
const pod = (): PodSpec => deployment.spec.template!.spec;
const container = () => pod().containers[0]!;
const configuration = one('ConfigMap').data!;
const secret = one('Secret').stringData!;
const workloads = manifests.filter(({ spec }) => spec.template);

it('are valid by the schemas of Kubernetes', () => {
  expect(files.length).toBeGreaterThan(12);
  expect(invalid(files)).toEqual([]);
  const wrong = { ...deployment, spec: { ...deployment.spec, replicas: 'two' } } as unknown as Manifest;
  expect(invalid([{ file: 'wrong', written: wrong }])).toEqual([expect.stringContaining('replicas')]);
});

describe('kubectl apply -f deploy/k8s/', () => {
  it('meets the namespace first, and everything else is in it', () => {
    const [first, ...others] = manifests;
    expect(first!.kind).toBe('Namespace');
    const { name } = first!.metadata;
    const outside = others.filter(
      ({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== name,
    );
    expect(outside.map(({ kind }) => kind)).toEqual([]);
  });

  it('and each file by itself, as the handbook has them, say the same of the namespace', () => {
    const first = parse(text('deploy/k8s/00-namespace.yaml')) as unknown;
    expect(first).toEqual(parse(text('deploy/k8s/namespace.yaml')));
    const named = ['namespace', 'configmap', 'secret', 'deployment', 'service', 'ingress', 'hpa'];
    expect(named.filter(name => !existsSync(join(root, `deploy/k8s/${name}.yaml`)))).toEqual([]);
  });

  it('names each thing once', () => {
    const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    const twice = names.filter((name, i) => names.indexOf(name) !== i);
    expect(twice).toEqual(['Namespace realtime-processor']);
  });
});

describe('What refers to something', () => {
  it('selects pods that there are', () => {
    const selecting = manifests.filter(({ spec }) => spec.selector);
    expect(selecting.length).toBeGreaterThan(3);
    for (const { kind, metadata, spec } of selecting) {
      const found = workloads.filter(each => fits(each.spec.template!.metadata.labels, spec.selector));
      expect([kind, metadata.name, found.length]).toEqual([kind, metadata.name, 1]);
    }
    for (const { spec } of manifests.filter(({ kind }) => kind === 'NetworkPolicy'))
      expect(workloads.some(each => fits(each.spec.template!.metadata.labels, spec.podSelector))).toBe(true);
  });

  it('asks for ports that have these names', () => {
    for (const { spec, metadata } of manifests.filter(({ kind }) => kind === 'Service')) {
      const target = workloads.find(each => fits(each.spec.template!.metadata.labels, spec.selector))!;
      const names = target.spec.template!.spec.containers.flatMap(({ ports }) =>
        ports.map(({ name }) => name),
      );
      expect([metadata.name, spec.ports!.filter(({ targetPort }) => !names.includes(targetPort))]).toEqual([
        metadata.name,
        [],
      ]);
    }
    const { service } = one('Ingress').spec.rules![0]!.http.paths[0]!.backend;
    const ports = one('Service', service.name).spec.ports!;
    expect(ports.map(({ name }) => name)).toContain(service.port.name);
    const policed = one('NetworkPolicy').spec.ingress!.flatMap(({ ports: of }) => of.map(({ port }) => port));
    expect(policed).toEqual(container().ports.map(({ name }) => name));
  });

  it('takes its environment and its files from what is there', () => {
    for (const { spec } of workloads) {
      const { containers, volumes = [], serviceAccountName } = spec.template!.spec;
      for (const { envFrom = [], volumeMounts } of containers) {
        for (const { configMapRef, secretRef } of envFrom)
          expect(
            configMapRef ? one('ConfigMap', configMapRef.name) : one('Secret', secretRef!.name),
          ).toBeDefined();
        const known = [...volumes.map(({ name }) => name), 'data'];
        expect(volumeMounts.filter(({ name }) => !known.includes(name))).toEqual([]);
      }
      for (const { configMap } of volumes)
        if (configMap) expect(one('ConfigMap', configMap.name)).toBeDefined();
      if (serviceAccountName) expect(one('ServiceAccount', serviceAccountName)).toBeDefined();
    }
  });

  it('scales what there is, by metrics that there are', () => {
    const { scaleTargetRef, metrics } = one('HorizontalPodAutoscaler').spec;
    expect(one(scaleTargetRef!.kind, scaleTargetRef!.name)).toBe(deployment);
    // A number there would undo the autoscaler's at each apply, and end the calls of what is too many.
    expect(deployment.spec).not.toHaveProperty('replicas');
    const asked = metrics!.flatMap(({ pods }) => (pods ? [pods.metric.name] : []));
    expect(asked).toHaveLength(2);
    const table = text('docs/metrics.md');
    expect(asked.filter(name => !table.includes(`\`${name}\``))).toEqual([]);
    const adapter = text('deploy/monitoring/prometheus-adapter.yaml');
    expect(asked.filter(name => !adapter.includes(name))).toEqual([]);
  });
});

describe('The service', () => {
  const known = new Set(fragments.flatMap(fragment => settingsOf(fragment).flatMap(({ names }) => names)));

  it('knows all variables that it is given, and starts with them', () => {
    const names = [...Object.keys(configuration), ...Object.keys(secret)];
    expect(names.filter(name => !known.has(name) && name !== 'NODE_OPTIONS')).toEqual([]);
    const { host, port } = loadConfiguration({ ...configuration, JWT_SECRET: SECRET }).get(ServerSettings);
    const [http, metrics] = container().ports;
    expect([host, port]).toEqual(['0.0.0.0', http!.containerPort]);
    expect(Number(configuration['METRICS_PORT'])).toBe(metrics!.containerPort);
  });

  it('does not start with the secret as it is delivered, and says why', () => {
    expect(() => loadConfiguration({ ...configuration, ...secret })).toThrow(/JWT_SECRET/);
  });

  it('has time to drain before it is killed', () => {
    const { seconds } = container().lifecycle!.preStop.sleep;
    const drain = Number(configuration['DRAIN_TIMEOUT_MS']) / 1000;
    expect(pod().terminationGracePeriodSeconds).toBeGreaterThanOrEqual(seconds + drain + 10);
  });

  it('is asked for its health where it tells it', () => {
    const { startupProbe, livenessProbe, readinessProbe } = container();
    expect([startupProbe, livenessProbe, readinessProbe].map(probe => probe?.httpGet)).toEqual([
      { path: '/health/live', port: 'http' },
      { path: '/health/live', port: 'http' },
      { path: '/health/ready', port: 'http' },
    ]);
  });

  it('may write to /tmp, and finds Redis as it is configured elsewhere', () => {
    expect(container().volumeMounts.map(({ mountPath }) => mountPath)).toEqual(['/tmp']);
    const { hostname, port } = new URL(configuration['REDIS_URL']!);
    expect(one('Service', hostname).spec.ports!.map(each => String(each.port))).toContain(port);
    expect(one('ConfigMap', 'redis').data!['redis.conf']!.trim()).toBe(
      text('deploy/redis/redis.conf').trim(),
    );
  });
});

describe('Kustomize', () => {
  const folders = ['base', 'overlays/staging', 'overlays/production'].map(name => `deploy/kustomize/${name}`);

  interface Kustomization {
    readonly resources: readonly string[];
    readonly patches?: readonly {
      readonly path?: string;
      readonly target?: { readonly kind: string; readonly name: string };
    }[];
  }
  const read = (folder: string): Kustomization =>
    parse(text(`${folder}/kustomization.yaml`)) as Kustomization;

  it.each(folders)('%s refers to files and things that there are', folder => {
    const { resources, patches = [] } = read(folder);
    const paths = [...resources, ...patches.flatMap(({ path }) => path ?? [])].map(path =>
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
    const based = read(folders[0]!).resources.map(path => path.replace('../../k8s/', ''));
    expect(based.toSorted()).toEqual(
      [...new Set(files.map(({ file }) => file))].filter(file => file !== '00-namespace.yaml'),
    );
    expect(files.map(({ file }) => file)).not.toContain('kustomization.yaml');
  });
});

it('Prometheus inside the cluster gives the instances the name that alerts and dashboards ask for', () => {
  const path = 'deploy/monitoring/prometheus.yml';
  // Debian's promtool does not know the discovery itself.
  const checked = text(path).replace(
    /kubernetes_sd_configs:[^]*?(?=    relabel)/,
    "static_configs: [{ targets: ['pod'] }]\n",
  );
  const file = join(mkdtempSync(join(tmpdir(), 'prometheus-')), 'prometheus.yml');
  writeFileSync(file, checked);
  execFileSync('promtool', ['check', 'config', '--syntax-only', file], { stdio: 'pipe' });
  const { scrape_configs: jobs, rule_files: rules } = parse(text(path)) as {
    scrape_configs: { job_name: string }[];
    rule_files: string[];
  };
  expect(jobs.map(job => job.job_name)).toEqual(['realtime-processor']);
  expect(existsSync(join(root, dirname(path), dirname(rules[0]!)))).toBe(true);
});
