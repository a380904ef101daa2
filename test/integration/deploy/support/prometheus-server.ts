import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { prometheusFolder } from './alert-rules';
import { ensurePrometheus } from './prometheus-tools';

const START_WITHIN_MS = 10_000;

/** What deploy/monitoring/prometheus.yml would add. */
export const IN_CLUSTER = { namespace: 'realtime-processor', pod: 'one' };

export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ScrapeTarget {
  readonly scrapeUrl: string;
  readonly health: string;
  readonly lastError: string;
}

export interface ActiveAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface ExemplarSeries {
  readonly seriesLabels: Readonly<Record<string, string>>;
  readonly exemplars: readonly {
    readonly labels: Readonly<Record<string, string>>;
    readonly value: string;
  }[];
}

/** A real Prometheus with the configuration and the rules of deploy/, but in a hurry; ends with the process at the latest. */
export class PrometheusServer {
  private constructor(
    private readonly url: string,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  /**
   * @param target `host:port` of the service
   * @param grafana where alerts say that Grafana is
   * @throws Error where there is no prometheus, or it does not start
   */
  static async start(target: string, grafana = 'http://localhost:3000'): Promise<PrometheusServer> {
    ensurePrometheus();
    const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
    cpSync(prometheusFolder, folder, { recursive: true });
    const config = parse(readFileSync(join(folder, 'prometheus.yml'), 'utf8')) as { global: object };
    const hurry = { scrape_interval: '250ms', scrape_timeout: '250ms', evaluation_interval: '250ms' };
    config.global = { ...config.global, ...hurry };
    writeFileSync(join(folder, 'prometheus.yml'), stringify(config));
    writeFileSync(join(folder, 'targets.yml'), stringify([{ targets: [target], labels: IN_CLUSTER }]));
    const port = await freePort();
    const options = [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      // From 3.0 on the second is always there.
      '--enable-feature=exemplar-storage,expand-external-labels',
    ];
    const env = { ...process.env, GRAFANA_URL: grafana };
    const child = spawn('prometheus', options, { stdio: ['ignore', 'ignore', 'pipe'], env });
    const orphaned = (): void => void child.kill('SIGKILL');
    process.once('exit', orphaned);
    child.once('exit', () => process.off('exit', orphaned));
    const server = new PrometheusServer(`http://127.0.0.1:${port}`, folder, child);
    await server.ready();
    return server;
  }

  /** What a query gives now. @throws Error where Prometheus cannot read it */
  async query(expr: string): Promise<Sample[]> {
    const { result } = (await this.ask('query', { query: expr })) as {
      result: { metric: Record<string, string>; value: [number, string] }[];
    };
    return result.map(({ metric, value: [, text] }) => ({ metric, value: Number(text) }));
  }

  async targets(): Promise<readonly ScrapeTarget[]> {
    const { activeTargets } = (await this.ask('targets', {})) as { activeTargets: ScrapeTarget[] };
    return activeTargets;
  }

  /** How the last evaluation of each rule went, by its name. */
  async rules(): Promise<Readonly<Record<string, string>>> {
    const { groups } = (await this.ask('rules', {})) as {
      groups: { rules: { name: string; health: string; lastError?: string }[] }[];
    };
    const all = groups.flatMap(({ rules }) => rules);
    return Object.fromEntries(all.map(({ name, health, lastError }) => [name, lastError ?? health]));
  }

  /** What is pending or firing, as whoever is told of it reads it. */
  async alerts(): Promise<readonly ActiveAlert[]> {
    const { alerts } = (await this.ask('alerts', {})) as { alerts: ActiveAlert[] };
    return alerts;
  }

  /** The values of a label, as a dashboard's variable asks for them. */
  async labelValues(label: string, series: string): Promise<readonly string[]> {
    return (await this.ask(`label/${label}/values`, { 'match[]': series })) as string[];
  }

  /** The exemplars of the last minute. */
  async exemplars(query: string): Promise<readonly ExemplarSeries[]> {
    const now = Date.now() / 1000;
    const range = { start: String(now - 60), end: String(now + 1) };
    return (await this.ask('query_exemplars', { query, ...range })) as ExemplarSeries[];
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async ask(path: string, parameters: Readonly<Record<string, string>>): Promise<unknown> {
    const response = await fetch(`${this.url}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`);
    const answer = (await response.json()) as { status: string; data: unknown; error?: string };
    if (answer.status !== 'success') throw new Error(answer.error);
    return answer.data;
  }

  private async ready(): Promise<void> {
    let said = '';
    this.child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const until = performance.now() + START_WITHIN_MS;
    while (this.child.exitCode === null && performance.now() < until) {
      const answer = await fetch(`${this.url}/-/ready`).catch(() => null);
      if (answer?.ok) return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    await this.stop();
    throw new Error(`prometheus did not start:\n${said}`);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
