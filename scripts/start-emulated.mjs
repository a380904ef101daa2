// The emulator, and the service on the real SDKs against it: no Azure account is needed. Options go to the emulator.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { build, root } from './build.mjs';

build();
const main = join(root, 'dist/apps/azure-emulator/src/main.js');
// It really listens and answers as a person's assistant would, unless it is told to do otherwise.
const replies = join(root, 'apps/azure-emulator/unwanted-calls.json');
const usual = ['--port', '0', '--recognizer', 'embedded', '--replies', replies];
const options = [...usual, ...process.argv.slice(2)];
const emulator = spawn(process.execPath, [main, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
process.once('exit', () => emulator.kill());

const environment = await new Promise(resolve => {
  const found = {};
  emulator.once('exit', () => resolve(null));
  createInterface({ input: emulator.stdout }).on('line', line => {
    process.stdout.write(`${line}\n`);
    const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
    if (name) found[name] = value;
    if (line.startsWith('control API')) resolve(found);
  });
});

if (environment) {
  Object.assign(process.env, environment, {
    STT_PROVIDER: 'azure',
    AI_PROVIDER: 'azure-openai',
    TTS_PROVIDER: 'azure',
  });
  process.argv.splice(2);
  await import(pathToFileURL(join(root, 'dist/apps/realtime-processor/src/main.js')));
} else {
  process.exitCode = 1;
}
