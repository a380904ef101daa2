// The long run of the fuzzer: 200,000 messages each way, from a seed of the day unless FUZZ_SEED says which.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest.js');
const options = [
  '--no-warnings',
  '--experimental-vm-modules',
  jest,
  '--selectProjects',
  'e2e',
  '--runInBand',
  'test/fuzz',
];
const env = {
  ...process.env,
  FUZZ_MESSAGES: process.env.FUZZ_MESSAGES ?? '200000',
  FUZZ_SEED: process.env.FUZZ_SEED ?? String(Math.floor(Date.now() / 86_400_000)),
};
process.stdout.write(`FUZZ_SEED=${env.FUZZ_SEED} FUZZ_MESSAGES=${env.FUZZ_MESSAGES}\n`);
const { status } = spawnSync(process.execPath, [...options, ...process.argv.slice(2)], {
  env,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
