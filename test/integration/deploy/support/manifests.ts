import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { root } from './compose-file';

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly spec: Spec;
}

/** As much of all kinds as is looked at. */
export interface Spec {
  readonly selector?: Labels | { readonly matchLabels: Labels };
  readonly ports?: readonly Port[];
  readonly template?: { readonly metadata: { readonly labels: Labels }; readonly spec: PodSpec };
  readonly podSelector?: { readonly matchLabels: Labels };
  readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
  readonly metrics?: readonly {
    readonly type: string;
    readonly pods?: { readonly metric: { readonly name: string }; readonly target: object };
    readonly resource?: { readonly name: string; readonly target: object };
  }[];
  readonly behavior?: object;
  readonly egress?: readonly { readonly to: readonly object[]; readonly ports: readonly object[] }[];
  readonly ingress?: readonly { readonly ports: readonly { readonly port: number | string }[] }[];
  readonly rules?: readonly { readonly http: { readonly paths: readonly { readonly backend: Backend }[] } }[];
}

type Labels = Readonly<Record<string, string>>;

interface Backend {
  readonly service: { readonly name: string; readonly port: { readonly name: string } };
}

interface Port {
  readonly name: string;
  readonly port: number;
  readonly targetPort: string;
}

export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly securityContext?: object;
  readonly topologySpreadConstraints?: readonly object[];
  readonly terminationGracePeriodSeconds?: number;
  readonly containers: readonly Container[];
  readonly volumes?: readonly {
    readonly name: string;
    readonly configMap?: { readonly name: string };
    readonly emptyDir?: { readonly sizeLimit: string };
  }[];
}

interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string };
}

interface Container {
  readonly image: string;
  readonly resources?: { readonly requests: object; readonly limits: object };
  readonly securityContext?: object;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly envFrom?: readonly {
    readonly configMapRef?: { readonly name: string; readonly optional?: boolean };
    readonly secretRef?: { readonly name: string };
  }[];
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly lifecycle?: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
}

export interface InFile {
  readonly file: string;
  /** As it stands there. */
  readonly written: unknown;
  /** With a spec, be it an empty one. */
  readonly manifest: Manifest;
}

/** @param folder from the root. @returns its manifests in the order in which kubectl takes them */
export const readManifests = (folder: string): InFile[] =>
  readdirSync(join(root, folder))
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .flatMap(file =>
      parseAllDocuments(readFileSync(join(root, folder, file), 'utf8')).map(document => ({
        file,
        written: document.toJS() as unknown,
        manifest: { spec: {}, ...(document.toJS() as Omit<Manifest, 'spec'>) },
      })),
    );

/** What kubectl applies where it is given deploy/k8s. */
export const delivered: readonly InFile[] = readManifests('deploy/k8s');

/** @returns the one of this kind and name; undefined where there is none */
export const find = (
  manifests: readonly InFile[],
  kind: string,
  name = 'realtime-processor',
): Manifest | undefined =>
  manifests.find(({ manifest }) => manifest.kind === kind && manifest.metadata.name === name)?.manifest;

/** The same of what is delivered, where it has to be there. */
export const one = (kind: string, name?: string): Manifest => find(delivered, kind, name)!;

/** What is wrong with them by the schemas of Kubernetes. */
export const invalid = (manifests: readonly Pick<InFile, 'file' | 'written'>[]): string[] =>
  JSON.parse(
    execFileSync(process.execPath, [join(__dirname, 'validate-manifests.mjs')], {
      input: JSON.stringify(manifests),
      encoding: 'utf8',
    }),
  ) as string[];

/** The labels that a selector asks for. */
export const wanted = (selector: Spec['selector']): Labels =>
  selector && typeof selector.matchLabels === 'object' ? selector.matchLabels : ((selector ?? {}) as Labels);

export const fits = (labels: Labels, selector: Spec['selector']): boolean =>
  Object.entries(wanted(selector)).every(([name, value]) => labels[name] === value);
