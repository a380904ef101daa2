import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Configuration } from '@app/config';
import { ServerSettings, settingsOf } from '@app/config';
import { DoorSettings } from '../../../apps/realtime-processor/src/doors/door-settings';
import { fragments, loadConfiguration } from '../../../apps/realtime-processor/src/configuration';
import { unspecified } from './support/compose-schema';
import { ObservabilitySettings } from '../../../apps/realtime-processor/src/observability/observability-settings';
import { layOver, mounts, parseCompose, root } from './support/compose-file';
import type { Service } from './support/compose-file';

const development = parseCompose('docker-compose.yml');
const production = parseCompose('docker-compose.prod.yml');
const files = { 'docker-compose.yml': development, 'docker-compose.prod.yml': production };

const SECRET = 'c4b1f0d97e2a58366d1b0f9ae2c7d584';

const known = new Set(fragments.flatMap(fragment => settingsOf(fragment).flatMap(({ names }) => names)));
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const dependencies = ({ depends_on: on = [] }: Service): string[] =>
  Array.isArray(on) ? [...(on as string[])] : Object.keys(on);

/** The environment of the service, where nothing else is set on the machine. */
const environment = ({ environment: given = {} }: Service): Record<string, string> =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, value.replace(/\$\{\w+:-([^}]*)\}/g, '$1')]),
  );

const seconds = (duration: string): number => Number(/^(\d+)s$/.exec(duration)![1]);

describe.each(Object.entries(files))('%s', (_name, { content }) => {
  const services = Object.entries(content.services);
  const service = content.services['realtime-processor']!;
  const configured = (): Configuration => loadConfiguration({ ...environment(service), JWT_SECRET: SECRET });

  it('says what the Compose Specification knows, and nothing else', () => {
    expect(unspecified(content)).toEqual([]);
    const { stop_grace_period: wait, ...others } = service;
    const wrong = { ...content, services: { wrong: { ...others, stop_grace_perod: wait } } };
    expect(unspecified(wrong)).toEqual([expect.stringContaining('stop_grace_perod')]);
  });

  it('names only services, volumes and networks that it has', () => {
    const { volumes, networks = {} } = content;
    const unknown = services.flatMap(([, each]) => [
      ...dependencies(each).filter(name => !(name in content.services)),
      ...(each.networks ?? []).filter(name => !(name in networks)),
      ...(each.volumes ?? []).filter(volume => /^\w/.test(volume) && !(volume.split(':')[0]! in volumes)),
    ]);
    expect(unknown).toEqual([]);
  });

  it('publishes to this machine only, each port once', () => {
    const published = services.flatMap(([, { ports = [] }]) => ports);
    expect(published.filter(port => !port.startsWith('127.0.0.1:'))).toEqual([]);
    expect(new Set(published).size).toBe(published.length);
  });

  it('takes images of one version, so that tomorrow is like today', () => {
    const foreign = services.filter(([, { build }]) => build === undefined);
    expect(foreign.filter(([, { image }]) => !/:v?\d+\.\d+/.test(image))).toEqual([]);
  });

  it('sets variables that the service knows, to what it starts with', () => {
    const names = Object.keys(service.environment ?? {}).filter(name => name !== 'NODE_OPTIONS');
    expect(names.filter(name => !known.has(name))).toEqual([]);
    expect(configured().get(ServerSettings)).toMatchObject({ host: '0.0.0.0', port: 3002 });
  });

  it('waits until calls have ended', () => {
    const { drainTimeoutMs } = configured().get(ServerSettings);
    expect(seconds(service.stop_grace_period!) * 1000).toBeGreaterThanOrEqual(drainTimeoutMs + 5000);
  });

  it('keeps the root of the service read-only, but for /tmp', () => {
    expect(service).toMatchObject({ read_only: true, tmpfs: [expect.stringMatching(/^\/tmp:size=\d+m$/)] });
    const mebibytes = Number(/\d+/.exec(String(service['tmpfs'])));
    expect(configured().get(ObservabilitySettings).profileMaxBytes).toBeLessThan(mebibytes * 1024 * 1024);
  });

  it('has Prometheus find its targets and rules, and Grafana its dashboards', () => {
    const there = (name: string): string[] => mounts(content.services[name]!).map(([, to]) => to);
    const prometheus = parse(text('deploy/prometheus/prometheus.yml')) as {
      rule_files: string[];
      scrape_configs: { file_sd_configs?: { files: string[] }[] }[];
    };
    const at = (path: string): string => join('/etc/prometheus', path);
    const targets = prometheus.scrape_configs.flatMap(({ file_sd_configs: found = [] }) =>
      found.flatMap(({ files: names }) => names.map(at)),
    );
    expect(targets.length).toBeGreaterThan(0);
    expect(there('prometheus')).toEqual(
      expect.arrayContaining([...targets, ...prometheus.rule_files.map(rule => join(at(rule), '..'))]),
    );
    const { providers } = parse(text('deploy/grafana/provisioning/dashboards/dashboards.yml')) as {
      providers: { options: { path: string } }[];
    };
    expect(there('grafana')).toEqual(expect.arrayContaining(providers.map(({ options }) => options.path)));
  });
});

it.each(Object.entries(files))('%s: alerts link to Grafana where it is published', (_name, { content }) => {
  const { GRAFANA_URL } = environment(content.services['prometheus']!);
  const { port } = new URL(GRAFANA_URL!);
  expect(content.services['grafana']!.ports).toEqual([`127.0.0.1:${port}:3000`]);
  const { global } = parse(text('deploy/prometheus/prometheus.yml')) as {
    global: { external_labels: unknown };
  };
  expect(global.external_labels).toEqual({ grafana: '${GRAFANA_URL}' });
});

describe('For development', () => {
  const { services } = development.content;

  it('the service is called realtime-processor-dev, and Redis answers on its usual port', () => {
    expect(services['realtime-processor']!.container_name).toBe('realtime-processor-dev');
    expect(services['redis']!.ports).toEqual(['127.0.0.1:6379:6379']);
  });

  it('docker-compose up redis prometheus grafana starts nothing else', () => {
    const started = ['redis', 'prometheus', 'grafana'];
    expect(
      started.flatMap(name => dependencies(services[name]!)).filter(name => !started.includes(name)),
    ).toEqual([]);
  });

  it('Jaeger is there on demand, where the service would send its traces', () => {
    expect(services['jaeger']!.profiles).toEqual(['tracing']);
    expect(text('docker-compose.yml')).toContain('OTEL_EXPORTER_OTLP_ENDPOINT=http://jaeger:4318');
  });

  it('everything else starts by itself', () => {
    const onDemand = Object.entries(services).filter(([, { profiles }]) => profiles !== undefined);
    expect(onDemand.map(([name]) => name)).toEqual(['k6', 'jaeger']);
  });

  it('Prometheus asks the service in its container and the one run on this machine', () => {
    const [inside, outside] = parse(text('deploy/prometheus/targets/development.yml')) as {
      targets: string[];
    }[];
    const { PORT } = environment(services['realtime-processor']!);
    expect(inside!.targets).toEqual([`realtime-processor:${PORT}`]);
    const { port } = loadConfiguration({}).get(ServerSettings);
    expect(outside!.targets).toEqual([`host.docker.internal:${port}`]);
    expect(services['prometheus']!.extra_hosts).toEqual(['host.docker.internal:host-gateway']);
  });
});

describe('For production', () => {
  const { content } = production;
  const service = content.services['realtime-processor']!;

  it('over the file for development it comes to the same as by itself', () => {
    const nothing = { services: {}, volumes: {} };
    const [both, alone] = [layOver(development.content, production), layOver(nothing, production)];
    const byName = (each: Service): Service => ({ ...each, depends_on: [...new Set(dependencies(each))] });
    for (const [name, service] of Object.entries(alone.services))
      expect([name, byName(both.services[name]!)]).toEqual([name, byName(service)]);
  });

  it.each(Object.keys(content.services))(
    '%s is hardened, bounded, restarted, and its log does not grow',
    name => {
      expect(content.services[name]).toMatchObject({
        restart: 'unless-stopped',
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        logging: { options: { 'max-size': expect.any(String), 'max-file': expect.any(String) } },
        deploy: { resources: { limits: { cpus: expect.any(String), memory: expect.any(String) } } },
      });
    },
  );

  it('secrets come from a file that neither git nor the image has', () => {
    expect(service.env_file).toEqual(['.env.production']);
    expect(text('.gitignore').split('\n')).toContain('.env.production');
    expect(text('.dockerignore').split('\n')).toContain('.env.*');
    expect(environment(service)).not.toHaveProperty('JWT_SECRET');
  });

  it('does not start without a way to tell who calls', () => {
    expect(() => loadConfiguration(environment(service))).toThrow('JWT_SECRET');
  });

  it('metrics and admin have a port of their own, which is Prometheus’s alone', () => {
    const { metricsPort } = loadConfiguration({
      ...environment(service),
      JWT_SECRET: SECRET,
    }).get(DoorSettings);
    const [target] = parse(text('deploy/prometheus/targets/production.yml')) as { targets: string[] }[];
    expect(target!.targets).toEqual([`realtime-processor:${metricsPort}`]);
    expect(service.ports!.filter(port => port.endsWith(`:${metricsPort}`))).toEqual([]);
    expect(content.services['redis']!.networks).not.toContain('monitoring');
  });
});
