import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ServerSettings, settingsOf } from '@app/config';
import { RedisSettings } from '@app/redis';
import { fragments, loadConfiguration } from '../../../apps/realtime-processor/src/configuration';
import { ObservabilitySettings } from '../../../apps/realtime-processor/src/observability/observability-settings';
import { root } from './support/compose-file';
import { delivered as files, find, fits, invalid, one } from './support/manifests';
import type { InFile, Manifest, PodSpec } from './support/manifests';
import { misspelt } from './support/misspelt';

const SECRET = 'c4b1f0d97e2a58366d1b0f9ae2c7d584';

const manifests = files.map(({ manifest }) => manifest);
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

const deployment = one('Deployment');
const pod = (): PodSpec => deployment.spec.template!.spec;
const container = () => pod().containers[0]!;
const configuration = one('ConfigMap').data!;
const secret = one('Secret').stringData ?? {};
const workloads = manifests.filter(({ spec }) => spec.template);

/** What a pod asks for and cannot be made without. */
const missing = (
  there: readonly InFile[],
  { containers, serviceAccountName = '', volumes = [] }: PodSpec,
): string[] => {
  const asked = [
    ...containers
      .flatMap(({ envFrom = [] }) => envFrom)
      .filter(({ configMapRef }) => !configMapRef?.optional)
      .map(({ configMapRef, secretRef }) => [
        configMapRef ? 'ConfigMap' : 'Secret',
        (configMapRef ?? secretRef)!.name,
      ]),
    ['ServiceAccount', serviceAccountName],
    ...volumes.flatMap(({ configMap }) => (configMap ? [['ConfigMap', configMap.name]] : [])),
  ];
  return asked.filter(([kind, name]) => name && !find(there, kind!, name)).map(words => words.join(' '));
};

/** What the service is told, by what there is of it. */
const environmentOf = (there: readonly InFile[]): Record<string, string> =>
  Object.assign(
    {},
    ...container().envFrom!.map(({ configMapRef, secretRef }) =>
      configMapRef
        ? (find(there, 'ConfigMap', configMapRef.name)?.data ?? {})
        : (find(there, 'Secret', secretRef!.name)?.stringData ?? {}),
    ),
  ) as Record<string, string>;

it('are valid by the schemas of Kubernetes', () => {
  expect(files.length).toBeGreaterThan(12);
  expect(invalid(files)).toEqual([]);
  const wrong = { ...deployment, spec: { ...deployment.spec, replicas: 'two' } } as unknown as Manifest;
  expect(invalid([{ file: 'wrong', written: wrong }])).toEqual([expect.stringContaining('replicas')]);
});

it('say nothing that Kubernetes does not know, and would ignore', () => {
  expect(misspelt(files)).toEqual([]);
  const { template, ...spec } = deployment.spec;
  const written = {
    ...deployment,
    spec: { ...spec, template: { ...template, spec: { ...pod(), topologySpredConstraints: [] } } },
  };
  expect(misspelt([{ file: 'wrong', written }])).toEqual([
    expect.stringContaining('topologySpredConstraints'),
  ]);
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

  it('names each thing once', () => {
    const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    const twice = names.filter((name, i) => names.indexOf(name) !== i);
    expect(twice).toEqual(['Namespace realtime-processor']);
  });
});

describe('File by file, as the handbook has them', () => {
  const HANDBOOK = ['namespace', 'configmap', 'secret', 'deployment', 'service', 'ingress'];
  const six = HANDBOOK.map(name => files.filter(({ file }) => file === `${name}.yaml`));
  const applied = six.flat();

  it('are there, and say the same of the namespace as all of them together', () => {
    expect(six.map(each => each.length > 0)).toEqual(HANDBOOK.map(() => true));
    const first = parse(text('deploy/k8s/00-namespace.yaml')) as unknown;
    expect(first).toEqual(parse(text('deploy/k8s/namespace.yaml')));
  });

  it('have what pods are made of before them', () => {
    const at = (kind: string): number => applied.findIndex(({ manifest }) => manifest.kind === kind);
    expect(missing(applied.slice(0, at('Deployment')), pod())).toEqual([]);
    expect(missing([], pod())).toEqual([
      'ConfigMap realtime-processor',
      'Secret realtime-processor',
      'ServiceAccount realtime-processor',
    ]);
    const { service } = find(applied, 'Ingress')!.spec.rules![0]!.http.paths[0]!.backend;
    expect(find(applied, 'Service', service.name)).toBeDefined();
  });

  it('run alone: without its file nobody looks for Redis', () => {
    expect(environmentOf(applied)).not.toHaveProperty('REDIS_URL');
    expect(environmentOf(files)).toHaveProperty('REDIS_URL');
    const started = loadConfiguration({ ...environmentOf(applied), JWT_SECRET: SECRET });
    expect(started.get(RedisSettings).url).toBe('');
  });

  const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
  (kubectl ? it : it.skip)('and all at once are found where the handbook has them, in k8s/', () => {
    const taken = (path: string): string[] => {
      const options = ['label', '--local', '-f', path, 'tried=yes', '-o', 'name'];
      const { stdout } = spawnSync('kubectl', options, { cwd: root, encoding: 'utf8' });
      return stdout.trim().split('\n');
    };
    expect(taken('k8s/')).toHaveLength(files.length);
    for (const name of HANDBOOK) expect(taken(`k8s/${name}.yaml`)).not.toEqual(['']);
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
      const { containers, volumes = [] } = spec.template!.spec;
      expect(missing(files, spec.template!.spec)).toEqual([]);
      const known = [...volumes.map(({ name }) => name), 'data'];
      for (const { volumeMounts } of containers)
        expect(volumeMounts.filter(({ name }) => !known.includes(name))).toEqual([]);
    }
    const all = container().envFrom!.flatMap(({ configMapRef }) => configMapRef?.name ?? []);
    expect(all.filter(name => !find(files, 'ConfigMap', name))).toEqual([]);
  });
});

describe('The service', () => {
  const known = new Set(fragments.flatMap(fragment => settingsOf(fragment).flatMap(({ names }) => names)));

  /** Commented out, for whoever needs them. */
  const suggested = ['configmap', 'secret'].flatMap(name =>
    [...text(`deploy/k8s/${name}.yaml`).matchAll(/^ *# +([A-Z_]+): \S/gm)].map(([, variable]) => variable!),
  );

  it('knows all variables that it is given, and starts with them', () => {
    const names = [...Object.keys(environmentOf(files)), ...Object.keys(secret), ...suggested];
    expect(names.filter(name => !known.has(name) && name !== 'NODE_OPTIONS')).toEqual([]);
    const { host, port } = loadConfiguration({ ...configuration, JWT_SECRET: SECRET }).get(ServerSettings);
    const [http, metrics] = container().ports;
    expect([host, port]).toEqual(['0.0.0.0', http!.containerPort]);
    expect(Number(configuration['METRICS_PORT'])).toBe(metrics!.containerPort);
  });

  it('is told no secret, so that none which is there is emptied; without one it does not start, and says why', () => {
    expect(Object.keys(one('Secret')).toSorted()).toEqual(['apiVersion', 'kind', 'metadata', 'spec', 'type']);
    expect(suggested).toContain('JWT_SECRET');
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

  it('writes no more profiles than it may before it is evicted', () => {
    const { name } = container().volumeMounts.find(({ mountPath }) => mountPath === '/tmp')!;
    const { sizeLimit } = pod().volumes!.find(volume => volume.name === name)!.emptyDir!;
    const [, mebibytes] = /^(\d+)Mi$/.exec(sizeLimit)!;
    const settings = loadConfiguration({ ...configuration, JWT_SECRET: SECRET }).get(ObservabilitySettings);
    // What else is written there gets a fifth.
    expect(settings.profileMaxBytes).toBeLessThanOrEqual(Number(mebibytes) * 1024 * 1024 * 0.8);
    expect(settings.profileDir).toBe('');
  });

  it('may write to /tmp, and finds Redis as it is configured elsewhere', () => {
    expect(container().volumeMounts.map(({ mountPath }) => mountPath)).toEqual(['/tmp']);
    const { hostname, port } = new URL(environmentOf(files)['REDIS_URL']!);
    expect(one('Service', hostname).spec.ports!.map(each => String(each.port))).toContain(port);
    expect(one('ConfigMap', 'redis').data!['redis.conf']!.trim()).toBe(
      text('deploy/redis/redis.conf').trim(),
    );
  });
});
