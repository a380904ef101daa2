import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './compose-file';

export const dashboardsFolder = join(root, 'deploy/grafana/dashboards');

interface DataSource {
  readonly uid: string;
}

export interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly legendFormat: string;
  readonly exemplar?: boolean;
  readonly datasource: DataSource;
}

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: DataSource;
  readonly links?: readonly { readonly url: string }[];
  readonly targets?: readonly Target[];
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string; readonly thresholds?: object } };
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly {
      readonly name: string;
      readonly definition: string;
      readonly datasource: DataSource;
    }[];
  };
}

export const dashboards: readonly Dashboard[] = readdirSync(dashboardsFolder).map(
  file => JSON.parse(readFileSync(join(dashboardsFolder, file), 'utf8')) as Dashboard,
);

/** What is drawn, headings apart. */
export const drawn = ({ panels }: Dashboard): Panel[] => panels.filter(({ type }) => type !== 'row');

/** A query as Grafana sends it, once its variables have a value. */
export const filledIn = (expr: string, job: string, window: string): string =>
  expr.replaceAll('$job', job).replaceAll('$instance', '.*').replaceAll('$__rate_interval', window);

/** Every query of a dashboard, and what it is called where one has to be named. */
export const queriesOf = (dashboard: Dashboard): { name: string; target: Target }[] =>
  drawn(dashboard).flatMap(({ title, targets = [] }) =>
    targets.map(target => ({ name: `${dashboard.title}: ${title} (${target.refId})`, target })),
  );
