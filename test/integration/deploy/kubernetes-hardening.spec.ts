import { delivered, one } from './support/manifests';
import type { PodSpec } from './support/manifests';

const labels = { 'app.kubernetes.io/name': 'realtime-processor' };
const pods: [string, PodSpec][] = delivered.flatMap(({ manifest: { metadata, spec } }) =>
  spec.template ? [[metadata.name, spec.template.spec]] : [],
);

it('The namespace takes no pod that is not restricted', () => {
  expect(one('Namespace').metadata).toMatchObject({
    labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
  });
});

describe.each(pods)('A pod of %s', (_name, pod) => {
  it('is not root, may become nothing else, and writes only where it is mounted', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    for (const { securityContext } of pod.containers)
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
  });

  it('has no key to the cluster', () => {
    expect(pod.automountServiceAccountToken).toBe(false);
  });

  it('is bounded in memory', () => {
    for (const { resources } of pod.containers)
      expect(resources).toMatchObject({
        requests: { cpu: expect.any(String), memory: expect.any(String) },
        limits: { memory: expect.any(String) },
      });
  });
});

describe('The service', () => {
  it('has an account that nobody gets a token of by default', () => {
    expect(one('ServiceAccount')).toMatchObject({ automountServiceAccountToken: false });
  });

  it('loses one instance at a time when nodes are emptied, and none by a rollout', () => {
    const { spec } = one('PodDisruptionBudget');
    expect(spec).toEqual({ maxUnavailable: 1, selector: { matchLabels: labels } });
    expect(one('Deployment').spec).toMatchObject({
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    });
  });

  it('is spread over zones and nodes, and still runs where there is only one', () => {
    const spread = (topologyKey: string): object => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: labels },
    });
    expect(one('Deployment').spec.template!.spec.topologySpreadConstraints).toEqual([
      spread('topology.kubernetes.io/zone'),
      spread('kubernetes.io/hostname'),
    ]);
  });

  it('is behind an ingress that leaves calls alone for an hour, and passes sound on as it comes', () => {
    expect(one('Ingress').metadata.annotations).toEqual({
      'nginx.ingress.kubernetes.io/proxy-read-timeout': '3600',
      'nginx.ingress.kubernetes.io/proxy-send-timeout': '3600',
      'nginx.ingress.kubernetes.io/proxy-buffering': 'off',
      'nginx.ingress.kubernetes.io/proxy-body-size': '16m',
    });
  });

  it('reaches names, its Redis, providers and traces, and nothing else', () => {
    const { spec } = one('NetworkPolicy');
    expect(spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
    const namespace = (name: string): object => ({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
    });
    const redis = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'redis' } } };
    // Not the address at which a cloud tells machines who they are.
    const anywhere = { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } };
    expect(spec.egress).toEqual([
      {
        to: [namespace('kube-system')],
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 53, protocol: 'TCP' },
        ],
      },
      { to: [redis], ports: [{ port: 6379 }] },
      { to: [anywhere], ports: [{ port: 443 }] },
      { to: [namespace('monitoring')], ports: [{ port: 4318 }] },
    ]);
  });

  it('is the only one that reaches Redis, which reaches nobody', () => {
    const { spec } = one('NetworkPolicy', 'redis');
    expect(spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
    expect(spec.egress).toBeUndefined();
    expect(spec.ingress).toEqual([
      { from: [{ podSelector: { matchLabels: labels } }], ports: [{ port: 'redis' }] },
    ]);
  });
});
