import { endStart } from './stop-while-starting';
import 'reflect-metadata';
import cluster from 'node:cluster';
import { existsSync } from 'node:fs';
import { ConfigurationError, ServerSettings } from '@app/config';
import type { Configuration } from '@app/config';
import { RedisSettings } from '@app/redis';
import { settleDown } from './after-start';
import { loadConfiguration } from './configuration';
import { createApp } from './create-app';
import { stopOnSignals } from './stop-on-signals';
import { Primary, SERVING } from './workers/primary';
import { shareMetrics } from './workers/worker-metrics';
import { WorkerSettings } from './workers/worker-settings';

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const configuration = loadConfiguration(process.env);
  const { count } = configuration.get(WorkerSettings);
  if (cluster.isPrimary && count > 1) startWorkers(configuration, count);
  else await serve(configuration);
}

async function serve(configuration: Configuration): Promise<void> {
  const { host, port } = configuration.get(ServerSettings);
  const app = await createApp(configuration);
  endStart();
  // A worker is stopped by its primary alone: a key pressed in a terminal reaches both.
  stopOnSignals(app, cluster.isWorker ? ['SIGTERM'] : ['SIGTERM', 'SIGINT']);
  if (cluster.isWorker) {
    process.on('SIGINT', () => undefined);
    shareMetrics();
  }
  await app.listen(port, host);
  if (cluster.isPrimary) announce(host, port);
  else process.send?.(SERVING);
  setImmediate(settleDown);
}

function startWorkers(configuration: Configuration, workers: number): void {
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const { host, port } = configuration.get(ServerSettings);
  if (configuration.get(RedisSettings).url === '')
    tell(
      'WORKERS without REDIS_URL: workers share nothing, and a lost call is resumed only where it was by chance',
    );
  const onServing = (): void => announce(host, port);
  endStart();
  new Primary({ workers, file: __filename, onServing, tell }).start();
}

function announce(host: string, port: number): void {
  const shown = host === '0.0.0.0' ? 'localhost' : host;
  process.stdout.write(
    `realtime-processor listens on http://${shown}:${port}, calls on ws://${shown}:${port}/realtime/conversation\n`,
  );
}

/** What an operator can act on in one line, else everything. */
function explain(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') return `${error.message}: set PORT to a free one`;
  return error.stack ?? error.message;
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
