import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { alerts } from './support/alert-rules';
import { parseCompose, root } from './support/compose-file';
import { readManifests } from './support/manifests';

const read = (path: string): unknown => parse(readFileSync(join(root, path), 'utf8'));
const seconds = (duration: string): number => Number(/^(\d+)s$/.exec(duration)![1]);
const scrapedEvery = (path: string): number =>
  seconds((read(path) as { global: { scrape_interval: string } }).global.scrape_interval);

const DEFAULT_DRAIN_MS = '60000';

interface Place {
  readonly name: string;
  /** From the end of DRAIN_TIMEOUT_MS to SIGKILL, s. */
  readonly left: number;
  readonly scrapedEvery: number;
}

const compose = (name: string): Place => {
  const { stop_grace_period: grace, environment } =
    parseCompose(name).content.services['realtime-processor']!;
  const drain = Number(environment!['DRAIN_TIMEOUT_MS'] ?? DEFAULT_DRAIN_MS) / 1000;
  return {
    name,
    left: seconds(grace!) - drain,
    scrapedEvery: scrapedEvery('deploy/prometheus/prometheus.yml'),
  };
};

const kubernetes = (): Place => {
  const all = readManifests('deploy/k8s').map(({ manifest }) => manifest);
  const pod = all.find(({ kind }) => kind === 'Deployment')!.spec.template!.spec;
  const configuration = all.find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'realtime-processor',
  )!;
  const drain = Number(configuration.data!['DRAIN_TIMEOUT_MS']) / 1000;
  const { seconds: before } = pod.containers[0]!.lifecycle!.preStop.sleep;
  return {
    name: 'deploy/k8s',
    left: pod.terminationGracePeriodSeconds! - before - drain,
    scrapedEvery: scrapedEvery('deploy/monitoring/prometheus.yml'),
  };
};

/** What is only said by a process on its way out. */
const onDrains = alerts.filter(({ expr }) => expr.includes('realtime_drain'));

describe('What alerts say of a process on its way out', () => {
  it('is asked of the last minutes, since it is gone before anybody could wait', () => {
    expect(onDrains.map(({ alert }) => alert)).toEqual(['DrainStuck']);
    for (const { expr, for: wait } of onDrains) {
      expect(wait).toBeUndefined();
      expect(expr).toMatch(/^max_over_time\(\w+\[\d+m\]\) > \d+$/);
    }
  });

  it.each([compose('docker-compose.yml'), compose('docker-compose.prod.yml'), kubernetes()])(
    'is scraped at least once before it is killed: $name',
    ({ left, scrapedEvery: interval }) => {
      for (const { expr } of onDrains) {
        const threshold = Number(/> (\d+)$/.exec(expr)![1]);
        expect(left - threshold).toBeGreaterThanOrEqual(interval);
      }
    },
  );
});
