import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adapterRules, seriesOf } from './support/adapter-rules';
import { root } from './support/compose-file';
import { one } from './support/manifests';

const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const deployment = one('Deployment');
const { scaleTargetRef, metrics = [], behavior } = one('HorizontalPodAutoscaler').spec;
const ofPods = (name: string): { averageValue: string } =>
  metrics.find(({ pods }) => pods?.metric.name === name)!.pods!.target as { averageValue: string };

/** Calls that one core served as promised, with Azure's SDKs: the least of what was certified. */
const certified = (): number => {
  const azure = text('docs/capacity.md')
    .split(/^## /m)
    .find(part => part.startsWith('Load: calls in steps, azure providers'))!;
  return Number(/^\| calls served as promised +\| (\d+)/m.exec(azure)![1]);
};

describe('The autoscaler', () => {
  it('scales what there is, by metrics that there are', () => {
    expect(one(scaleTargetRef!.kind, scaleTargetRef!.name)).toBe(deployment);
    // A number there would undo the autoscaler's at each apply, and end the calls of what is too many.
    expect(deployment.spec).not.toHaveProperty('replicas');
    const asked = metrics.flatMap(({ pods }) => (pods ? [pods.metric.name] : []));
    expect(asked).toEqual(['realtime_calls_active', 'nodejs_eventloop_lag_p99_seconds']);
    const table = text('docs/metrics.md');
    expect(asked.filter(name => !table.includes(`\`${name}\``))).toEqual([]);
    expect(adapterRules.map(seriesOf)).toEqual(asked);
  });

  it('has CPU as well, which every cluster knows', () => {
    expect(metrics.flatMap(({ resource }) => resource ?? [])).toEqual([
      { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } },
    ]);
  });

  it('adds instances before half of what a core holds is taken; the rest is refused before it is too much', () => {
    const most = Number(one('ConfigMap').data!['MAX_CONNECTIONS']);
    expect(Number(ofPods('realtime_calls_active').averageValue)).toBeLessThanOrEqual(certified() / 2);
    expect(most).toBeLessThan(certified());
    expect(most).toBeGreaterThanOrEqual(certified() * 0.75);
  });

  it('does not take a moment for a trend, and takes instances away one at a time', () => {
    const lag = adapterRules.find(rule => seriesOf(rule) === 'nodejs_eventloop_lag_p99_seconds')!;
    expect(lag.metricsQuery).toMatch(/^min_over_time\(.*\[2m\]\)$/);
    expect(behavior).toEqual({
      scaleUp: {
        stabilizationWindowSeconds: 60,
        policies: [{ type: 'Percent', value: 100, periodSeconds: 60 }],
      },
      scaleDown: {
        stabilizationWindowSeconds: 900,
        policies: [{ type: 'Pods', value: 1, periodSeconds: 300 }],
      },
    });
  });
});
