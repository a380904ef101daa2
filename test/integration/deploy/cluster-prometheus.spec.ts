import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { root } from './support/compose-file';
import { invalid, readManifests } from './support/manifests';
import { misspelt } from './support/misspelt';
import { promtool } from './support/prometheus-tools';

const path = 'deploy/monitoring/prometheus.yml';
const text = readFileSync(join(root, path), 'utf8');
const { scrape_configs: jobs, rule_files: rules } = parse(text, { merge: true }) as {
  scrape_configs: {
    job_name: string;
    kubernetes_sd_configs: { role: string; namespaces: { names: string[] } }[];
    relabel_configs: { source_labels: string[]; regex?: string; action?: string; target_label?: string }[];
  }[];
  rule_files: string[];
};
const namespaces = jobs.flatMap(job => job.kubernetes_sd_configs.flatMap(each => each.namespaces.names));

describe('Prometheus inside the cluster', () => {
  it('takes its configuration', () => {
    // Debian's promtool does not know the discovery itself.
    const checked = text.replaceAll(
      /kubernetes_sd_configs:[^]*?(?=    relabel)/g,
      "static_configs: [{ targets: ['pod'] }]\n",
    );
    const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
    try {
      const file = join(folder, 'prometheus.yml');
      writeFileSync(file, checked);
      promtool('check', 'config', '--syntax-only', file);
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(existsSync(join(root, dirname(path), dirname(rules[0]!)))).toBe(true);
  });

  it('gives the instances the name that alerts and dashboards ask for, and staging one of its own', () => {
    expect(jobs.map(job => job.job_name)).toEqual(['realtime-processor', 'realtime-processor-staging']);
    const staging = parse(
      readFileSync(join(root, 'deploy/kustomize/overlays/staging/kustomization.yaml'), 'utf8'),
    ) as { namespace: string };
    expect(namespaces).toEqual(['realtime-processor', staging.namespace]);
  });

  it('asks each pod once, as long as it can answer', () => {
    for (const { relabel_configs: steps } of jobs) {
      expect(steps).toContainEqual(expect.objectContaining({ regex: 'metrics', action: 'keep' }));
      expect(steps).toContainEqual({
        source_labels: ['__meta_kubernetes_pod_phase'],
        regex: 'Failed|Succeeded',
        action: 'drop',
      });
      const labels = steps.flatMap(({ target_label: label }) => label ?? []);
      expect(labels).toEqual(['instance', 'namespace', 'pod']);
    }
  });

  it('may list pods where it looks for them, and nothing more', () => {
    const files = readManifests('deploy/monitoring').filter(({ file }) => file === 'prometheus-rbac.yaml');
    expect(invalid(files)).toEqual([]);
    expect(misspelt(files)).toEqual([]);
    const [account, ...others] = files.map(({ written }) => written);
    expect(account).toMatchObject({
      kind: 'ServiceAccount',
      metadata: { name: 'prometheus', namespace: 'monitoring' },
    });
    expect(others).toEqual(
      namespaces.flatMap((namespace): unknown[] => [
        expect.objectContaining({
          kind: 'Role',
          metadata: { name: 'prometheus', namespace },
          rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
        }),
        expect.objectContaining({
          kind: 'RoleBinding',
          metadata: { name: 'prometheus', namespace },
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'prometheus' },
          subjects: [{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' }],
        }),
      ]),
    );
  });
});
