import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { ConfigurationError, ServerSettings } from '@app/config';
import { loadConfiguration } from './configuration';
import { createApp } from './create-app';

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const configuration = loadConfiguration(process.env);
  const { host, port } = configuration.get(ServerSettings);
  const app = await createApp(configuration);
  await app.listen(port, host);
  const shown = host === '0.0.0.0' ? 'localhost' : host;
  process.stdout.write(
    `realtime-processor listens on http://${shown}:${port}, calls on ws://${shown}:${port}/realtime/conversation\n`,
  );
}

main().catch((error: unknown) => {
  const text =
    error instanceof ConfigurationError ? error.message : error instanceof Error ? error.stack : error;
  process.stderr.write(`${String(text)}\n`);
  process.exit(1);
});
