import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { ConfigurationError, ServerSettings } from '@app/config';
import { loadConfiguration } from './configuration';
import { createApp } from './create-app';
import { stopOnSignals } from './stop-on-signals';

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const configuration = loadConfiguration(process.env);
  const { host, port } = configuration.get(ServerSettings);
  const app = await createApp(configuration);
  stopOnSignals(app, ['SIGTERM', 'SIGINT']);
  await app.listen(port, host);
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
